/* The strip above a list or above the tasks of a role: choose, copy, plan, print.
   What is chosen is what the page shows, and what the page shows is what goes along. */
(function () {
  "use strict"
  var shared = window.takeAlong = window.takeAlong || {}
  var words = JSON.parse(document.getElementById("words").textContent)
  var all = function (root, selector) { return Array.from(root.querySelectorAll(selector)) }

  /* Fill in the places of a word: {count}. */
  var fill = shared.fill = function (word, values) {
    return word.replace(/\{(\w+)\}/g, function (place, name) { return values[name] })
  }
  /* Tell in the strip what happened. The same words twice are read aloud twice. */
  var say = shared.say = function (root, message) {
    var place = root.querySelector(".take-said")
    place.textContent = ""
    setTimeout(function () { place.textContent = message }, 50)
  }
  /* Copy; when no way works, show the text, selected, for the reader's own hands. */
  shared.copy_or_show = async function (root, payload, message) {
    var by_hand = root.querySelector(".take-by-hand")
    var done = await shared.copy(payload)
    by_hand.hidden = done
    if (done) return say(root, message)
    var place = by_hand.querySelector("textarea")
    place.value = payload.text
    place.focus()
    place.setSelectionRange(0, payload.text.length, "backward") // so that the beginning is in view
  }

  var menus = function (root) {
    all(root, ".take-menu").forEach(function (menu) {
      var shut = function () { menu.open = false }
      menu.addEventListener("focusout", function (event) {
        if (event.relatedTarget && !menu.contains(event.relatedTarget)) shut()
      })
      menu.addEventListener("keydown", function (event) {
        if (event.key !== "Escape" || !menu.open) return
        shut()
        menu.querySelector("summary").focus()
      })
      document.addEventListener("pointerdown", function (event) {
        if (!menu.contains(event.target)) shut()
      })
    })
  }
  /* A menu that did its work closes; the focus stays on its name. */
  var leave = function (control) {
    var menu = control.closest("details")
    menu.querySelector("summary").focus()
    menu.open = false
  }

  /* Choose: items of a list, or lists of a role. The boxes are made from what stands on the page. */
  var choose = function (root) {
    var form = root.querySelector(".take-choose form")
    var role = form.querySelector("select")
    var chosen = root.querySelector(".take-chosen")
    var pattern = form.querySelector("template").content
    var kinds = root.dataset.checklist ? ["[data-item]", "what"] : ["[data-block]", "block"]
    var choices = all(root, kinds[0]).map(function (target) {
      var label = document.importNode(pattern, true).firstElementChild
      label.querySelector("span").textContent = target.querySelector("[data-field=" + kinds[1] + "]").textContent
      form.querySelector("fieldset").append(label)
      return { target: target, box: label.querySelector("input") }
    })
    var show = function () {
      choices.forEach(function (choice) { choice.target.hidden = !choice.box.checked })
      if (root.dataset.checklist) all(root, "[data-block]").forEach(function (block) {
        block.hidden = !block.querySelector("[data-item]:not([hidden])")
      })
      var items = all(root, "[data-item]")
      var count = items.filter(function (item) { return !item.closest("[hidden]") }).length
      chosen.hidden = count === items.length
      chosen.querySelector("[role=status]").textContent = chosen.hidden ? "" : fill(words.chosen, { count: count, all: items.length })
    }
    form.addEventListener("change", function (event) {
      if (event.target === role) choices.forEach(function (choice) {
        choice.box.checked = !role.value || choice.target.dataset.who.split(" ").includes(role.value)
      })
      show()
    })
    form.addEventListener("reset", function () { setTimeout(show) }) // the boxes change after this event
    form.addEventListener("submit", function (event) { event.preventDefault() })
    chosen.querySelector("button").addEventListener("click", function () {
      root.querySelector(".take-choose summary").focus() // this button is about to go
      form.reset()
    })
  }

  /* Give what is chosen, or nothing and say so. */
  var chosen = function (root) {
    var list = shared.read(root)
    if (list.items.length) return list
    say(root, words.none_chosen)
    return null
  }

  var copying = function (root) {
    all(root, "[data-copy]").forEach(function (button) {
      button.addEventListener("click", function () {
        var list = chosen(root)
        leave(button)
        if (list) shared.copy_or_show(root, shared.payloads[button.dataset.copy](list), fill(words.copied, {
          count: list.items.length, all: root.querySelectorAll("[data-item]").length
        }))
      })
    })
    var by_hand = root.querySelector(".take-by-hand")
    by_hand.querySelector("button").addEventListener("click", function () {
      root.querySelector(".take-menu summary").focus()
      by_hand.hidden = true
    })
  }

  var planning = function (root) {
    var form = root.querySelector(".take-plan")
    if (!form) return
    form.addEventListener("submit", function (event) {
      event.preventDefault()
      var list = chosen(root)
      leave(form)
      if (!list) return
      var data = form.elements
      var file = shared.calendar(list, data.day.value, data.time.value, form.dataset.calendar, form.dataset.host)
      var link = document.createElement("a")
      link.href = URL.createObjectURL(new Blob([file], { type: "text/calendar;charset=utf-8" }))
      link.download = list.id + ".ics"
      link.click()
      setTimeout(function () { URL.revokeObjectURL(link.href) }, 60000)
      say(root, fill(words.planned, { file: link.download }))
    })
  }

  /* The code by which another site shows the list. */
  var embedding = function (root) {
    var menu = root.querySelector(".take-embed")
    if (!menu) return
    menu.querySelector("button").addEventListener("click", function (event) {
      leave(event.target)
      shared.copy_or_show(root, { html: "", text: menu.querySelector("textarea").value.trim() }, words.embed_copied)
    })
  }

  /* Print: the style sheet leaves out all but the marked list. */
  var printing = function (root) {
    var button = root.querySelector(".take-print")
    if (!button) return
    addEventListener("afterprint", function () { root.removeAttribute("data-printing") })
    button.addEventListener("click", function () {
      if (!chosen(root)) return
      root.setAttribute("data-printing", "")
      print()
    })
  }

  all(document, "[data-script=checklist], [data-script=tasks]").forEach(function (root) {
    if (root.querySelector(".take-bar")) { // a list in a frame has no strip
      menus(root)
      choose(root)
      copying(root)
      planning(root)
      embedding(root)
      printing(root)
    }
    all(root, "[data-reveal]").forEach(function (part) { part.hidden = false })
  })
})()
