/* What the pages need beside Material's own script (9.8.1): keyboard, palette, wide tables.
   Plain, without modules, so that it works from file:// too. */
(function () {
  "use strict"
  var all = function (selector, inside) {
    return Array.prototype.slice.call((inside || document).querySelectorAll(selector))
  }

  /* Material acts on single keys (n p . ,), which may surprise who speaks to the computer or touches
     a key by accident. None of them reaches it (WCAG 2.1.4). */
  document.addEventListener("keydown", function (event) { event.stopPropagation() })

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
