/* Ticks in a link: #cl-<list>=item.item. A fragment never reaches a server. Whoever opens the link is
   asked: their own ticks are not overwritten. */
(function () {
  "use strict"
  var shared = window.takeAlong
  var words = JSON.parse(document.getElementById("words").textContent)

  document.querySelectorAll("[data-script=checklist]").forEach(function (root) {
    var ticks = root.ticks
    var mark = "#cl-" + root.dataset.checklist + "="
    var asked = root.querySelector(".ticks-shared")

    root.querySelector("[data-share]").addEventListener("click", function () {
      var names = ticks.get()
      if (!names.length) return shared.say(root, words.share_none)
      var address = shared.read(root).address
      var folder = location.protocol === "file:"
      var here = folder && address ? address : location.href.split("#")[0]
      shared.copy_or_show(root, { html: "", text: here + mark + names.join(".") },
        folder && !address ? words.share_folder : words.share_copied)
    })

    var answer = function (selector, act) {
      asked.querySelector(selector).addEventListener("click", function () {
        act()
        root.querySelector("[data-item]:not([hidden]) > input").focus()
        asked.hidden = true
      })
    }
    var offered = []
    answer("[data-adopt]", function () { ticks.replace(offered, words.share_adopted) })
    answer("[data-ignore]", function () { shared.say(root, words.share_ignored) })

    var receive = function () {
      if (!location.hash.startsWith(mark)) return
      var names = location.hash.slice(mark.length).split(".").filter(Boolean)
      history.replaceState(history.state, "", location.href.split("#")[0])
      offered = ticks.known(Array.from(new Set(names)))
      var unknown = new Set(names).size - offered.length
      if (!offered.length && !unknown) return
      asked.querySelector("p").textContent = shared.fill(words.share_asks, {
        count: offered.length, all: ticks.all, own: ticks.get().length
      }) + (unknown ? " " + shared.fill(words.share_unknown, { count: unknown }) : "")
      asked.hidden = false
      asked.focus()
    }
    receive()
    addEventListener("hashchange", receive)
  })
})()
