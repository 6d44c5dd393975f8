/* What the pages need beside Material's own script (9.8.1): keyboard, search, palette, wide tables.
   Plain, without modules, so that it works from file:// too. */
(function () {
  "use strict"
  var all = function (selector, inside) {
    return Array.prototype.slice.call((inside || document).querySelectorAll(selector))
  }

  /* Material acts on single keys (n p . , f s /) and takes Tab and Shift in its search panel as the
     wish to leave. Only the keys that its search needs may reach it (WCAG 2.1.4 and 3.2.1). */
  document.addEventListener("keydown", function (event) {
    if (!/^(ArrowUp|ArrowDown|Enter|Escape)$/.test(event.key)) event.stopPropagation()
  })

  /* Search: a button opens it in a narrow window; it closes when the reader goes elsewhere. */
  var search = document.querySelector(".search")
  var button = document.querySelector(".search-open")
  var toggle = document.getElementById("__search")
  if (search && button) {
    var query = search.querySelector(".search-query")
    var close = function () { if (toggle.checked) toggle.click() }
    button.addEventListener("click", function () {
      toggle.click()
      if (toggle.checked) query.focus()
    })
    toggle.addEventListener("change", function () {
      button.setAttribute("aria-expanded", String(toggle.checked))
    })
    search.addEventListener("focusout", function (event) {
      if (event.relatedTarget && event.relatedTarget !== button && !search.contains(event.relatedTarget)) close()
    })
    search.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && button.offsetParent) button.focus()
    })
    document.addEventListener("pointerdown", function (event) {
      if (!search.contains(event.target) && !button.contains(event.target)) close()
    })
    /* Material keeps its results out of the tab order. */
    new MutationObserver(function () {
      all(".search-list [tabindex]").forEach(function (one) { one.removeAttribute("tabindex") })
    }).observe(search.querySelector(".search-list"), { childList: true, subtree: true })
  }

  /* Palette: each button switches to the next choice, and hands the focus on. */
  var choices = all(".palette input")
  var buttons = all(".palette button")
  buttons.forEach(function (one, index) {
    one.addEventListener("keydown", function (event) { // Material would switch on Enter as well
      if (event.key === "Enter") event.stopPropagation()
    })
    one.addEventListener("click", function () {
      var next = (index + 1) % choices.length
      choices[next].click()
      buttons[next].focus()
    })
  })

  /* A link in the contents leads within the page: the popover has then done its work. */
  var contents = document.getElementById("__contents")
  if (contents && contents.hidePopover) {
    contents.addEventListener("click", function (event) {
      if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover()
    })
  }

  /* A table that is wider than its room can be scrolled with the keyboard, and says what it is. */
  var wraps = all(".table-wrap, .md-typeset__scrollwrap")
  var settle = function () {
    wraps.forEach(function (wrap) {
      var wide = wrap.scrollWidth > wrap.clientWidth
      var heading = all("h1, h2, h3").filter(function (one) {
        return one.compareDocumentPosition(wrap) & Node.DOCUMENT_POSITION_FOLLOWING
      }).pop()
      var set = function (name, value) {
        if (wide) wrap.setAttribute(name, value)
        else wrap.removeAttribute(name)
      }
      set("tabindex", "0")
      set("role", "region")
      set("aria-label", heading ? heading.firstChild.textContent : document.title)
    })
  }
  addEventListener("load", settle)
  addEventListener("resize", settle)
})()
