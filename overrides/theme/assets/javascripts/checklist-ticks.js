/** The ticks of a checklist: kept in this browser, counted, cleared, restored. Nothing else is kept. */
(() => {
  "use strict"
  const { messages, formatMessage, formatDate, storagePrefix, storage } = common
  const { announce } = checklistToolbar

  /** Set up the ticks of a checklist, and return what other scripts may do with them. */
  function setUpTicks(root) {
    const { checklist, version } = root.dataset
    const key = `${storagePrefix}.checklist.${checklist}`
    const boxes = [...root.querySelectorAll("[data-item] > input")]
    const form = root.querySelector(".checklist-form")
    const progress = root.querySelector(".ticks progress")
    const status = root.querySelector(".ticks [role=status]")
    const clearButton = root.querySelector("[data-clear]")
    const restoreButton = root.querySelector("[data-restore]")
    const renewedNote = root.querySelector("[data-note=renewed]")
    let former = null // the ticks that can be restored

    const getTicked = () => boxes.filter((box) => box.checked).map((box) => box.name)

    const keepKnown = (names) => names.filter((name) => boxes.some((box) => box.name === name))

    /** Count the items that are shown: a choice may leave some out. */
    function updateCount() {
      const shown = boxes.filter((box) => !box.parentElement.hidden)
      const count = shown.filter((box) => box.checked).length
      progress.max = shown.length
      progress.value = count
      status.textContent = formatMessage(messages.ticked, { count, all: shown.length })
    }

    function setTicked(names) {
      for (const box of boxes) box.checked = names.includes(box.name)
      updateCount()
    }

    function save() {
      try {
        storage?.setItem(key, JSON.stringify({ version, ticks: getTicked() }))
      } catch {
        announce(root, messages.not_kept)
      }
    }

    /** Return what is stored, or null; it may come from another version of this script, or a hand. */
    function load() {
      try {
        const stored = JSON.parse(storage.getItem(key))
        return Array.isArray(stored?.ticks) ? stored : null
      } catch {
        return null
      }
    }

    function offerRestore(names) {
      former = names
      restoreButton.hidden = !names
      clearButton.hidden = Boolean(names)
    }

    /** Set other ticks at once; the present ones can be restored. */
    function replace(names, message) {
      offerRestore(getTicked())
      setTicked(names)
      save()
      announce(root, message)
    }

    /** Show stored ticks, and say which of them an earlier version of the checklist had. */
    function showStored(stored) {
      const ticks = keepKnown(stored.ticks)
      const dropped = stored.ticks.length - ticks.length
      const renewed = stored.version !== version
      if (renewed) {
        renewedNote.textContent = formatMessage(messages.renewed, {
          date: formatDate(stored.version), kept: ticks.length, dropped
        })
        renewedNote.hidden = false
      }
      setTicked(ticks)
      if (dropped || renewed) save()
    }

    clearButton.addEventListener("click", () => {
      replace([], messages.cleared)
      restoreButton.focus()
    })
    restoreButton.addEventListener("click", () => {
      setTicked(former)
      save()
      offerRestore(null)
      clearButton.focus()
      announce(root, messages.restored)
    })
    form.addEventListener("change", () => {
      offerRestore(null)
      updateCount()
      save()
    })
    addEventListener("storage", (event) => { // from another tab
      if (event.key !== key && event.key !== null) return // null: the whole storage was cleared
      offerRestore(null)
      setTicked(keepKnown(load()?.ticks ?? []))
      announce(root, messages.elsewhere)
    })

    root.addEventListener("choice", updateCount)
    const stored = load()
    if (stored) showStored(stored)
    else updateCount()
    root.querySelector("[data-note=blocked]").hidden = Boolean(storage)
    return { getTicked, keepKnown, replace, total: boxes.length }
  }

  const roots = [...document.querySelectorAll("[data-script=checklist]:has(.ticks)")]
  window.checklistTicks = new Map(roots.map((root) => [root, setUpTicks(root)]))
})()
