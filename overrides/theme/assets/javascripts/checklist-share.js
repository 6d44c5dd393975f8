/**
 * Ticks in a link: #cl-<checklist>=item.item, with the choice that is on. A fragment never reaches a
 * server. Whoever opens the link is asked first: their own ticks are not overwritten.
 */
(() => {
  "use strict"
  const { messages, formatMessage, fragment } = common
  const { announce, copyAndAnnounce } = checklistToolbar

  function setUpSharing(root, ticks) {
    const part = `cl-${root.dataset.checklist}`
    const question = root.querySelector(".ticks-shared")
    let offered = [] // the ticks of the link that was opened

    function onAnswer(selector, act) {
      question.querySelector(selector).addEventListener("click", () => {
        act()
        root.querySelector("[data-item]:not([hidden]) > input").focus()
        question.hidden = true
      })
    }

    function receiveLink() {
      const text = fragment.read(part)
      if (text === null) return
      const names = new Set(text.split(".").filter(Boolean))
      fragment.write(part, "")
      offered = ticks.keepKnown([...names])
      if (!names.size) return
      const unknown = names.size - offered.length
      const lines = [formatMessage(messages.share_asks, {
        count: offered.length, all: ticks.total, own: ticks.getTicked().length
      })]
      if (unknown) lines.push(formatMessage(messages.share_unknown, { count: unknown }))
      question.querySelector("p").textContent = lines.join(" ")
      question.hidden = false
      question.focus()
    }

    root.querySelector("[data-share]").addEventListener("click", () => {
      const names = ticks.getTicked()
      if (!names.length) return announce(root, messages.share_none)
      const address = readChecklist(root).address.split("#")[0]
      const isFolder = location.protocol === "file:"
      const page = isFolder && address ? address : location.href.split("#")[0]
      const [, choice] = checklistChoice.addToAddress(root, page).split("#")
      const parts = [`${part}=${names.join(".")}`, choice].filter(Boolean)
      copyAndAnnounce(
        root,
        { html: "", text: `${page}#${parts.join("&")}` },
        isFolder && !address ? messages.share_folder : messages.share_copied
      )
    })
    onAnswer("[data-adopt]", () => ticks.replace(offered, messages.share_adopted))
    onAnswer("[data-ignore]", () => announce(root, messages.share_ignored))
    addEventListener("hashchange", receiveLink)
    receiveLink()
  }

  for (const [root, ticks] of checklistTicks) {
    if (root.querySelector("[data-share]")) setUpSharing(root, ticks) // not in a frame
  }
})()
