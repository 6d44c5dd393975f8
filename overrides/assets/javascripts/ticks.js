/* The ticks of a list: kept in this browser, counted, cleared, put back. Nothing else is kept. */
(function () {
  "use strict"
  var shared = window.takeAlong
  var words = JSON.parse(document.getElementById("words").textContent)
  // Folders, and the sites of one host, share a store: the site's own path keeps them apart.
  var site = new URL("../..", document.currentScript.src).pathname

  /* The store, or null where a browser refuses it: it may throw at the first word. */
  var store = (function () {
    try {
      var key = site + ".checklist"
      localStorage.setItem(key, "")
      localStorage.removeItem(key)
      return localStorage
    } catch (error) {
      return null
    }
  })()

  document.querySelectorAll("[data-script=checklist]").forEach(function (root) {
    var key = site + ".checklist." + root.dataset.checklist
    var boxes = Array.from(root.querySelectorAll("[data-item] > input"))
    var part = function (selector) { return root.querySelector(selector) }
    var undo = null

    var get = function () {
      return boxes.filter(function (box) { return box.checked }).map(function (box) { return box.name })
    }
    var known = function (names) {
      return names.filter(function (name) { return boxes.some(function (box) { return box.name === name }) })
    }
    var show = function (names) {
      if (names) boxes.forEach(function (box) { box.checked = names.includes(box.name) })
      var count = get().length
      part(".ticks progress").value = count
      part(".ticks [role=status]").textContent = shared.fill(words.ticked, { count: count, all: boxes.length })
    }
    var keep = function () {
      if (!store) return
      try {
        store.setItem(key, JSON.stringify({ version: root.dataset.version, ticks: get() }))
      } catch (error) {
        shared.say(root, words.not_kept)
      }
    }
    /* What another version of this script, or another hand, wrote there is not trusted. */
    var kept = function () {
      try {
        var found = JSON.parse(store.getItem(key))
        if (found && Array.isArray(found.ticks)) return found
      } catch (error) { /* then nothing was kept */ }
      return null
    }
    var offer_undo = function (names) {
      undo = names
      part("[data-restore]").hidden = !names
      part("[data-clear]").hidden = !!names
    }
    /* Set other ticks at once; what stood there can be put back. */
    var replace = function (names, message) {
      offer_undo(get())
      show(names)
      keep()
      shared.say(root, message)
    }

    part("[data-clear]").addEventListener("click", function () {
      replace([], words.cleared)
      part("[data-restore]").focus()
    })
    part("[data-restore]").addEventListener("click", function () {
      show(undo)
      keep()
      offer_undo(null)
      part("[data-clear]").focus()
      shared.say(root, words.restored)
    })
    part(".checklist-form").addEventListener("change", function () {
      offer_undo(null)
      show()
      keep()
    })
    part(".checklist-form").addEventListener("submit", function (event) { event.preventDefault() })
    addEventListener("storage", function (event) {
      if (event.key !== key && event.key !== null) return // null: the whole store was emptied
      var found = kept()
      offer_undo(null)
      show(known(found ? found.ticks : []))
      shared.say(root, words.elsewhere)
    })

    var found = store && kept()
    if (found) {
      var ticks = known(found.ticks)
      if (found.version !== root.dataset.version) {
        var day = new Date(found.version)
        part("[data-note=renewed]").textContent = shared.fill(words.renewed, {
          date: isNaN(day) ? found.version : day.toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }),
          kept: ticks.length,
          dropped: found.ticks.length - ticks.length
        })
        part("[data-note=renewed]").hidden = false
      }
      show(ticks)
      if (ticks.length < found.ticks.length || found.version !== root.dataset.version) keep()
    } else {
      show()
    }
    part("[data-note=blocked]").hidden = !!store
    root.ticks = { get: get, known: known, replace: replace, all: boxes.length }
  })
})()
