/* The search box: asks `find.js`, and shows what it finds while the reader types. */
(function () {
  "use strict"
  var SHOWN = 10 // pages
  var LINE = 150 // signs of text with a result
  var box = document.getElementById("search")
  var form = box.querySelector("form")
  var query = box.querySelector(".search-query")
  var reset = box.querySelector(".search-reset")
  var output = box.querySelector(".search-output")
  var said = box.querySelector(".search-said")
  var list = box.querySelector(".search-list")
  var button = document.querySelector(".search-open") // opens the box in a narrow window
  var home = new URL("../../", new URL(box.dataset.index, location))
  var loading, loaded

  var load = function (address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script")
      script.src = address
      script.addEventListener("load", resolve)
      script.addEventListener("error", function () { script.remove(); reject(new Error(address)) })
      document.head.append(script)
    })
  }
  /* What is looked in comes when a reader goes to the box, and once only. */
  var ready = function () {
    loading = loading || load(box.dataset.finder).then(function () { return load(box.dataset.index) }).then(function () { loaded = true })
    return loading.catch(function (error) {
      loading = null // it may work the next time
      throw error
    })
  }
  var say = function (name, values) {
    said.textContent = said.dataset[name].replace(/\{(\w+)\}/g, function (_, key) { return values[key] })
  }

  /* Put a text into an element, with what was asked for marked. */
  var mark = function (element, text, hits) {
    element.replaceChildren()
    text.split(/([\p{L}\p{N}\p{M}]+(?:[-’'&.][\p{L}\p{N}\p{M}]+)*)/u).forEach(function (part, at) {
      if (at % 2 && hits(part)) {
        var marked = document.createElement("mark")
        marked.textContent = part
        element.append(marked)
      } else element.append(part)
    })
    element.normalize()
  }
  /* The line of a text in which most was asked for, cut to size around it. */
  var line = function (text, hits) {
    var best = "", most = -1
    text.split("\n").forEach(function (one) {
      var met = one.split(/[\s,.;:()“”]+/).filter(function (word, at, all) { return hits(word) && all.indexOf(word) === at }).length
      if (met > most) { best = one; most = met }
    })
    if (best.length <= LINE) return best
    var first = 0
    best.split(/(\s+)/).some(function (part) {
      if (hits(part)) return true
      first += part.length
      return false
    })
    if (first === best.length) first = 0
    var from = first < LINE * 0.6 ? 0 : best.indexOf(" ", first - LINE * 0.4) + 1
    var to = from + LINE >= best.length ? best.length : best.lastIndexOf(" ", from + LINE)
    return (from ? "… " : "") + best.slice(from, to) + (to < best.length ? " …" : "")
  }
  var fill = function (name, page, place, hits) {
    var made = box.querySelector("template." + name).content.cloneNode(true)
    var link = made.querySelector("a")
    link.href = new URL(page.url, home) + (place.anchor ? "#" + place.anchor : "")
    var put = function (part, text) {
      var element = link.querySelector(part)
      if (text) mark(element, text, hits)
      else element.remove()
    }
    put(".search-section", place.title)
    put(".search-text", line(place.text, hits))
    link.querySelector(".search-kind").textContent = place.kind
    return made
  }
  var show = function () {
    var asked = query.value.trim()
    list.replaceChildren()
    reset.hidden = !query.value
    output.hidden = false
    if (!asked) return say("ask")
    if (!loaded) return say("wait")
    var found = window.finder.find(asked)
    var count = found.pages.length
    found.pages.slice(0, SHOWN).forEach(function (page) {
      var first = page.places[0] || { anchor: "", kind: "", title: "", text: "" }
      var own = !first.kind // a list, an item or a term stands below its page
      var top = own ? first : { anchor: "", title: "", text: "" }
      var made = fill("search-page", page, { anchor: top.anchor, kind: page.kind, title: top.title, text: top.text }, found.hits)
      mark(made.querySelector("strong"), page.title, found.hits)
      page.places.slice(own ? 1 : 0).forEach(function (place) {
        made.querySelector("li").append(fill("search-place", page, place, found.hits))
      })
      list.append(made)
    })
    say(!count ? "none" : count === 1 ? "one" : count > SHOWN ? "most" : "many", { count: count, shown: SHOWN, query: asked })
  }
  var update = function () {
    show()
    return ready().then(function () {
      if (isOpen()) show() // or the reader has gone on meanwhile
    }, function () { say("failed") })
  }

  /* Open means that the panel shows, and in a narrow window the box too. */
  var isOpen = function () { return !output.hidden }
  var open = function () {
    box.dataset.open = ""
    button.setAttribute("aria-expanded", "true")
    update()
  }
  var close = function () {
    output.hidden = true
    delete box.dataset.open
    button.setAttribute("aria-expanded", "false")
  }
  button.addEventListener("click", function () {
    if (isOpen()) return close()
    box.dataset.open = "" // before the focus can go there
    query.focus()
  })
  query.addEventListener("focus", function () { if (!isOpen()) open() })
  query.addEventListener("input", update)
  form.addEventListener("reset", function () {
    setTimeout(function () { query.focus(); update() }) // the box is empty after this event
  })
  form.addEventListener("submit", function (event) {
    event.preventDefault()
    var best = list.querySelector("a")
    if (best) best.click()
  })
  box.addEventListener("focusout", function (event) {
    if (event.relatedTarget && event.relatedTarget !== button && !box.contains(event.relatedTarget)) close()
  })
  document.addEventListener("pointerdown", function (event) {
    if (isOpen() && !box.contains(event.target) && !button.contains(event.target)) close()
  })
  box.addEventListener("click", function (event) { // a place on this page: the panel has done its work
    if (event.target.closest("a")) close()
  })
  box.addEventListener("keydown", function (event) {
    var stops = [query].concat(Array.from(list.querySelectorAll("a")))
    var at = stops.indexOf(document.activeElement)
    var to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (event.key === "Escape" && isOpen()) {
      event.preventDefault() // the browser would empty the box as well
      if (button.offsetParent) button.focus() // in a narrow window the box itself goes
      else query.focus()
      close()
    } else if (at >= 0 && to !== undefined) {
      event.preventDefault()
      if (!isOpen()) open()
      else if (stops[to]) stops[to].focus()
    }
  })
})()
