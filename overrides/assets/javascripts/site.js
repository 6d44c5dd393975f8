/* What every page needs: palette, contents, wide tables, folded text on paper.
   Plain, without modules, so that it works from file:// too. */
(function () {
  "use strict"
  var all = function (selector, inside) {
    return Array.prototype.slice.call((inside || document).querySelectorAll(selector))
  }

  /* Palette: each button leads to the next choice, and hands the focus on. Until a reader has chosen,
     the page follows the system. Folders, and the sites of one host, share a store: the site's own path
     keeps them apart. */
  var key = new URL("../..", document.currentScript.src).pathname + ".palette"
  var choices = all(".palette button")
  var show = function (shown) {
    document.body.dataset.mdColorScheme = shown.dataset.scheme
    choices.forEach(function (one) { one.hidden = one !== shown })
  }
  choices.forEach(function (one, index) {
    var next = choices[(index + 1) % choices.length]
    one.addEventListener("click", function () {
      show(next)
      next.focus()
      try { localStorage.setItem(key, next.dataset.scheme) } catch (error) { /* then it is not kept */ }
    })
    matchMedia(one.dataset.media).addEventListener("change", function (event) {
      var chosen = null
      try { chosen = localStorage.getItem(key) } catch (error) { /* then none is */ }
      if (event.matches && !chosen) show(one)
    })
  })

  /* On this page: the heading that was last reached is marked, and its link is kept in view. */
  var side = document.querySelector(".side-toc")
  var links = all("a", side || document.createElement("p"))
  var headings = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))) })
  var marked = null, waiting = false
  var mark = function () {
    waiting = false
    if (!side.offsetParent) return // in a narrow window it does not show
    var line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8
    var reached = links.filter(function (_, index) {
      return headings[index] && headings[index].getBoundingClientRect().top <= line
    }).pop() || null
    if (reached === marked) return
    if (marked) marked.removeAttribute("aria-current")
    marked = reached
    if (!marked) return
    marked.setAttribute("aria-current", "location")
    if (side.scrollHeight > side.clientHeight) side.scrollTop = marked.offsetTop - side.clientHeight / 2
  }
  var follow = function () {
    if (!waiting) requestAnimationFrame(mark)
    waiting = true
  }
  if (links.length) {
    addEventListener("scroll", follow, { passive: true })
    addEventListener("resize", follow)
    addEventListener("load", follow)
  }

  /* A link in the contents leads within the page: the popover has then done its work. */
  var contents = document.getElementById("__contents")
  if (contents && contents.hidePopover) {
    contents.addEventListener("click", function (event) {
      if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover()
    })
  }

  /* What is folded stands on paper whole; menus stay out of it. */
  var unfolded = []
  addEventListener("beforeprint", function () {
    unfolded = all(".md-typeset details:not([open], .take-menu)")
    unfolded.forEach(function (one) { one.open = true })
  })
  addEventListener("afterprint", function () {
    unfolded.forEach(function (one) { one.open = false })
  })

  /* A table in plain Markdown gets the room in which it scrolls. */
  all(".md-typeset table:not([class])").forEach(function (table) {
    if (table.closest(".table-wrap")) return
    var wrap = document.createElement("div")
    var inside = wrap.appendChild(document.createElement("div"))
    wrap.className = "md-typeset__scrollwrap"
    inside.className = "md-typeset__table"
    table.replaceWith(wrap)
    inside.append(table)
  })

  /* What is wider than its room can be scrolled with the keyboard, and says what it is. */
  var wraps = all(".table-wrap, .md-typeset__scrollwrap, pre > code")
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
