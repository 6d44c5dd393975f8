/**
 * The choice of items of a checklist, or of lists of a role: made in the toolbar, kept in this browser,
 * and behind the # of the address, so that a link shows the same: #choice-<list>=item.item, and
 * #choice-<list>=~role for the items of a role.
 */
(() => {
  "use strict"
  const { messages, formatMessage, storagePrefix, storage, fragment } = common
  const ROLE = "~"

  /** Return the name of the choice in an address. */
  const nameChoice = (root) => `choice-${root.dataset.checklist || root.dataset.tasks}`

  /** Return an address with the choice that is on behind it. */
  const addToAddress = (root, address) =>
    address && root.dataset.choice ? `${address}#${nameChoice(root)}=${root.dataset.choice}` : address

  function setUp(root) {
    const name = nameChoice(root)
    const key = `${storagePrefix}.${name}`
    const form = root.querySelector(".take-choose form")
    const role = form.querySelector("select")
    const summary = root.querySelector(".take-chosen")
    const template = form.querySelector("template").content
    const isChecklist = Boolean(root.dataset.checklist)
    const [selector, field] = isChecklist ? ["[data-item]", "what"] : ["[data-block]", "block"]

    /** Return a box for these items or lists: one list may stand on the page of a role twice. */
    function addChoice([id, targets]) {
      const label = document.importNode(template, true).firstElementChild
      const text = targets[0].querySelector(`[data-field=${field}]`)
      label.querySelector("span").textContent = text.textContent
      form.querySelector("fieldset").append(label)
      return { id, targets, box: label.querySelector("input") }
    }

    const targets = [...root.querySelectorAll(selector)]
    const readId = ({ dataset }) => isChecklist ? dataset.item : dataset.block
    const choices = [...new Set(targets.map(readId))]
      .map((id) => addChoice([id, targets.filter((target) => readId(target) === id)]))
    const folded = root.querySelector(".tasks-rest")

    const isForRole = ({ targets: [target] }) =>
      !role?.value || target.dataset.roles.split(" ").includes(role.value)

    /** Return the choice as it stands in an address; empty when all is shown, or nothing. */
    function format() {
      const chosen = choices.filter(({ box }) => box.checked)
      if (!chosen.length || chosen.length === choices.length) return ""
      const isRole = role?.value && choices.every((one) => one.box.checked === isForRole(one))
      const ids = isRole ? [] : chosen.map(({ id }) => id)
      return [...(role?.value ? [ROLE + role.value] : []), ...ids].join(".")
    }

    /** Set the boxes to a choice from an address; return whether the list has any of it. */
    function parse(text) {
      const names = text.split(".")
      const ids = names.filter((one) => !one.startsWith(ROLE))
      if (role) {
        role.value = names.find((one) => one.startsWith(ROLE))?.slice(ROLE.length) ?? ""
        if (role.selectedIndex < 0) role.value = ""
      }
      const isChosen = ids.length ? ({ id }) => ids.includes(id) : isForRole
      const found = (ids.length || role?.value) && choices.some(isChosen)
      for (const choice of choices) choice.box.checked = !found || isChosen(choice)
      if (!found && role) role.value = ""
      return found
    }

    function show() {
      for (const choice of choices) {
        for (const target of choice.targets) target.hidden = !choice.box.checked
      }
      if (isChecklist) {
        for (const block of root.querySelectorAll("[data-block]")) {
          block.hidden = !block.querySelector("[data-item]:not([hidden])")
        }
      }
      root.dataset.choice = format()
      if (folded) {
        folded.hidden = !folded.querySelector("[data-block]:not([hidden])")
        folded.open ||= Boolean(root.dataset.choice)
      }
      const items = [...root.querySelectorAll("[data-item]")]
      const count = items.filter((item) => !item.closest("[hidden]")).length
      summary.hidden = count === items.length
      for (const note of root.querySelectorAll(".take-whole")) note.hidden = summary.hidden
      summary.querySelector("[role=status]").textContent = summary.hidden
        ? ""
        : formatMessage(role?.value ? messages.chosen_role : messages.chosen, {
          count, all: items.length, role: role?.selectedOptions[0].textContent
        })
      root.dispatchEvent(new Event("choice"))
    }

    function update() {
      show()
      fragment.write(name, root.dataset.choice)
      try {
        if (root.dataset.choice) storage?.setItem(key, root.dataset.choice)
        else storage?.removeItem(key)
      } catch { /* then it stands in the address only */ }
    }

    /** Show the choice of a link, if the address has one. */
    function receiveLink() {
      const text = fragment.read(name)
      if (text === null) return false
      // Below the explanation of its subject a reader would not see what the link is about.
      if (parse(text) && root.getBoundingClientRect().top > innerHeight / 2) root.scrollIntoView()
      update()
      return true
    }

    form.addEventListener("change", ({ target }) => {
      if (target === role) for (const choice of choices) choice.box.checked = isForRole(choice)
      update()
    })
    form.addEventListener("reset", () => setTimeout(update)) // the boxes change after this event
    summary.querySelector("button").addEventListener("click", () => {
      root.querySelector(".take-choose summary").focus() // this button is about to be hidden
      form.reset()
    })
    addEventListener("hashchange", receiveLink)
    if (receiveLink()) return
    const kept = storage?.getItem(key)
    if (!kept || !parse(kept)) return
    show()
    // Not before: the address may lead to a place on the page.
    addEventListener("load", () => { if (!location.hash) fragment.write(name, root.dataset.choice) })
  }

  window.checklistChoice = { setUp, addToAddress }
})()
