/**
 * Ticks in a link: #cl-<checklist>=item.item. A fragment never reaches a server. Whoever opens the link
 * is asked first: their own ticks are not overwritten.
 */
(() => {
  "use strict"
  const { messages, formatMessage } = common
  const { announce, copyAndAnnounce } = checklistToolbar

  function setUpSharing(root, ticks) {
    const prefix = `#cl-${root.dataset.checklist}=`
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
      const hash = location.hash.replace(/%3D/i, "=") // as mail filters write it
      if (!hash.startsWith(prefix)) return
      const names = new Set(hash.slice(prefix.length).split(".").filter(Boolean))
      history.replaceState(history.state, "", location.href.split("#")[0])
      offered = ticks.keepKnown([...names])
      if (!names.size) return
      const unknown = names.size - offered.length
      const text = [formatMessage(messages.share_asks, {
        count: offered.length, all: ticks.total, own: ticks.getTicked().length
      })]
      if (unknown) text.push(formatMessage(messages.share_unknown, { count: unknown }))
      question.querySelector("p").textContent = text.join(" ")
      question.hidden = false
      question.focus()
    }

    root.querySelector("[data-share]").addEventListener("click", () => {
      const names = ticks.getTicked()
      if (!names.length) return announce(root, messages.share_none)
      const { address } = readChecklist(root)
      const isFolder = location.protocol === "file:"
      const page = isFolder && address ? address : location.href.split("#")[0]
      copyAndAnnounce(
        root,
        { html: "", text: page + prefix + names.join(".") },
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
