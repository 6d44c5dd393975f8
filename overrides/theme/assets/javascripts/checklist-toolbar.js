/**
 * The toolbar above a checklist, or above the tasks of a role: copy, plan, embed, print. What the
 * reader has chosen (checklist-choice.js) is what the page shows, and so what is copied.
 */
(() => {
  "use strict"
  const { messages, formatMessage } = common

  /** Show a message in the toolbar of a checklist. */
  const announce = (root, message) => common.announce(root.querySelector(".take-status"), message)

  /** Copy a payload and show a message, or show the text for the reader to copy. */
  async function copyAndAnnounce(root, payload, message) {
    const copied = await copyToClipboard(payload, root.querySelector(".take-by-hand"))
    if (copied) announce(root, message)
  }

  /** Return what the page shows of the checklist, or null (and a message) when no item is left. */
  function readSelection(root) {
    const checklist = readChecklist(root)
    if (checklist.items.length) return checklist
    announce(root, messages.none_chosen)
    return null
  }

  /** Close the menu that holds a control; the focus stays on the menu's name. */
  function closeMenu(control) {
    const menu = control.closest("details")
    menu.querySelector("summary").focus()
    menu.open = false
  }

  function setUpMenus(root) {
    for (const menu of root.querySelectorAll(".take-menu")) {
      menu.addEventListener("focusout", ({ relatedTarget }) => {
        if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false
      })
      menu.addEventListener("keydown", ({ key }) => {
        if (key === "Escape" && menu.open) closeMenu(menu)
      })
      document.addEventListener("pointerdown", ({ target }) => {
        if (!menu.contains(target)) menu.open = false
      })
    }
  }

  function setUpCopying(root) {
    for (const button of root.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", () => {
        const checklist = readSelection(root)
        closeMenu(button)
        if (!checklist) return
        const payload = clipboardPayloads.builders[button.dataset.copy](checklist)
        const all = root.querySelectorAll("[data-item]").length
        const message = formatMessage(messages.copied, { count: checklist.items.length, all })
        copyAndAnnounce(root, payload, message)
      })
    }
    const fallback = root.querySelector(".take-by-hand")
    fallback.querySelector("button").addEventListener("click", () => {
      root.querySelector(".take-menu summary").focus()
      fallback.hidden = true
    })
  }

  /** Put a calendar file among the downloads. */
  function saveCalendar(text, name) {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }))
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60000)
  }

  function setUpPlanning(root) {
    const form = root.querySelector(".take-plan")
    form?.addEventListener("submit", () => {
      const checklist = readSelection(root)
      closeMenu(form)
      if (!checklist) return
      const { day, time } = form.elements
      const { calendar: product, host } = form.dataset
      const file = createCalendarEvent(
        checklist, { day: day.value, time: time.value, product, host }
      )
      const name = `${checklist.id}.ics`
      saveCalendar(file, name)
      announce(root, formatMessage(messages.planned, { file: name }))
    })
  }

  /** Copy the code by which another site shows the checklist. */
  function setUpEmbedding(root) {
    const menu = root.querySelector(".take-embed")
    menu?.querySelector("button").addEventListener("click", ({ target }) => {
      closeMenu(target)
      const text = menu.querySelector("textarea").value.trim()
      copyAndAnnounce(root, { html: "", text }, messages.embed_copied)
    })
  }

  /** Print the checklist alone: the style sheet leaves out all but the marked one. */
  function setUpPrinting(root) {
    const button = root.querySelector(".take-print")
    if (!button) return
    addEventListener("afterprint", () => root.removeAttribute("data-printing"))
    button.addEventListener("click", () => {
      if (!readSelection(root)) return
      root.setAttribute("data-printing", "")
      print()
    })
  }

  for (const root of document.querySelectorAll("[data-script=checklist], [data-script=tasks]")) {
    if (root.querySelector(".take-bar")) { // a checklist in a frame has none
      setUpMenus(root)
      checklistChoice.setUp(root)
      setUpCopying(root)
      setUpPlanning(root)
      setUpEmbedding(root)
      setUpPrinting(root)
    }
    for (const part of root.querySelectorAll("[data-reveal]")) part.hidden = false
  }

  window.checklistToolbar = { announce, copyAndAnnounce, saveCalendar }
})()
