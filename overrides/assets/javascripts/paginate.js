/* Pages in the browser: content is cut where a page is full, by the break rules of its own styles
   (break-before, -after, -inside). No text is copied, so none can be lost or doubled. Rows and list
   items stay whole unless one is taller than a page; then it is cut inside, at last between words. */
(function () {
  "use strict"
  var WHOLE = /^(P|H[1-6]|FIGURE|TR|LI|DT|DD|IMG|svg)$/
  var HEAD = /^(THEAD|CAPTION|COLGROUP)$/ // does not stand alone at the foot of a page
  var BLOCK = /^(block|flow-root|list-item|table|table-row-group|table-row|table-cell)$/
  var FORCED = /^(page|left|right|recto|verso|always)$/

  var look = function (element) { return getComputedStyle(element) }
  var bottom = function (element) { return element.getBoundingClientRect().bottom }
  var in_flow = function (element) {
    var style = look(element)
    return style.display !== "none" && style.position !== "absolute" && style.position !== "fixed"
  }
  /* The element before this one on the page that can stand there without it, or null. */
  var before = function (element) {
    var one = element.previousElementSibling
    while (one && (HEAD.test(one.tagName) || !in_flow(one))) one = one.previousElementSibling
    return one
  }
  /* Up to the outermost element that begins where this one does, so that none is left empty. */
  var outermost = function (element, body) {
    while (element.parentNode !== body && !before(element)) element = element.parentNode
    return element
  }
  var first = function (element, body) {
    var top = outermost(element, body)
    return top.parentNode === body && !before(top)
  }
  var holds_blocks = function (element) {
    return Array.from(element.children).some(function (child) { return BLOCK.test(look(child).display) })
  }

  /* The first element that must go to the next page, or null. `deep`: whole ones may be cut too. */
  var find = function (parent, body, limit, deep) {
    for (var child of Array.from(parent.children)) {
      if (!in_flow(child)) continue
      var style = look(child)
      var last = before(child)
      if (!first(child, body) && (FORCED.test(style.breakBefore) || (last && FORCED.test(look(last).breakAfter)))) return child
      var whole = WHOLE.test(child.tagName) || /avoid/.test(style.breakInside) || !BLOCK.test(style.display)
      if (deep || !whole) {
        var inner = holds_blocks(child) && find(child, body, limit, deep)
        if (inner) return inner
        if (!whole && holds_blocks(child)) {
          // Its parts fit and its own edge does not: its last part takes that along.
          var end = Array.from(child.children).filter(in_flow).pop()
          if (bottom(child) > limit && end && before(end)) return end
          continue
        }
      }
      if (bottom(child) > limit) return child
    }
    return null
  }
  /* Keep with a heading what follows it, and so on, unless the whole page hangs together. */
  var together = function (element, body) {
    var cut = outermost(element, body)
    for (;;) {
      var last = before(cut)
      if (!last) return cut.parentNode === body ? element : cut
      if (!/avoid/.test(look(last).breakAfter) && !/avoid/.test(look(cut).breakBefore)) return cut
      cut = outermost(last, body)
    }
  }
  /* The place between words, inside an element that is taller than a page, where the page is full. */
  var between_words = function (element, limit) {
    var texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    var range = document.createRange()
    var found = null
    while (texts.nextNode()) {
      var node = texts.currentNode
      for (var gap of node.data.matchAll(/\s+/g)) {
        var place = gap.index + gap[0].length
        range.setStart(node, 0)
        range.setEnd(node, place)
        if (range.getBoundingClientRect().bottom > limit) return found
        found = { node: node, offset: place }
      }
    }
    return found
  }

  /* Take everything from a place on out of the body; elements that are cut in two go on. */
  var split = function (body, range) {
    var cut = [] // from the outermost inward
    for (var one = range.startContainer; one !== body; one = one.parentNode) {
      if (one.nodeType === Node.ELEMENT_NODE) cut.unshift(one)
    }
    range.setEnd(body, body.childNodes.length)
    var rest = range.extractContents()
    var last = rest
    var next = cut.map(function () { return (last = last.firstElementChild) })
    var top = last.firstElementChild
    if (top) top.classList.add("at-top")
    next.forEach(function (element, depth) { carry_on(cut[depth], element, cut[depth + 1]) })
    return rest
  }
  /* Let an element go on after it was cut: without its name, and not as if it were a first one. */
  var carry_on = function (old, next, inner) {
    ;["id", "aria-label", "aria-labelledby", "aria-describedby"].forEach(function (name) { next.removeAttribute(name) })
    if (old.tagName === "TABLE" && old.tHead && !next.tHead) {
      var head = old.tHead.cloneNode(true)
      head.querySelectorAll("[id]").forEach(function (one) { one.removeAttribute("id") })
      next.prepend(head)
    } else if (old.tagName === "OL") {
      next.start = old.start + old.children.length - (inner ? 1 : 0)
    } else if (/^(DIV|SECTION|ARTICLE)$/.test(old.tagName)) {
      var mark = document.createElement("span")
      mark.hidden = true
      next.prepend(mark)
    }
  }

  /* Let content fill pages. `open` gives the body of a new page, in the document and of its full size. */
  window.paginate = function (content, open) {
    for (var rest = content; rest;) {
      var body = open()
      body.append(rest)
      rest = null
      var limit = body.getBoundingClientRect().bottom + 1
      var range = document.createRange()
      var element = find(body, body, limit, false)
      if (!element) return
      var cut = together(element, body)
      if (first(cut, body)) cut = find(cut, body, limit, true) || cut
      if (!first(cut, body)) {
        range.setStartBefore(cut)
      } else {
        var place = between_words(cut, limit)
        if (place) range.setStart(place.node, place.offset)
        else if (cut.nextSibling) range.setStartAfter(cut) // one thing that no page holds
        else return
      }
      rest = split(body, range)
    }
  }
})()
