/* What axe does not see, measured on an open page. Each function gives a list of findings. */
var wcag = (function () {
  "use strict"
  var CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']"
  var all = function (selector) { return Array.from(document.querySelectorAll(selector)) }
  var shown = function (one) {
    return one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && one.getClientRects().length > 0
  }
  var name = function (one) {
    var text = (one.getAttribute("aria-label") || one.textContent || one.name || "").trim().replace(/\s+/g, " ")
    return one.localName + (one.className && one.className.trim ? "." + one.className.trim().replace(/\s+/g, ".") : "") + " " + text.slice(0, 40)
  }
  /* An offer for screen readers only, clipped to nothing, loses nothing. */
  var clipped = function (one) {
    var style = getComputedStyle(one)
    return style.clipPath !== "none" || style.position === "absolute" && one.clientWidth <= 1
  }
  var own_text = function (one) {
    return Array.from(one.childNodes).some(function (node) { return node.nodeType === 3 && node.data.trim() })
  }

  var place = function (one) { return all("*").indexOf(one) }

  return {
    place: place,

    /* 1.4.10: nothing is wider than the window, but what scrolls in a region of its own. */
    sideways: function () {
      var width = document.documentElement.clientWidth
      var found = document.documentElement.scrollWidth > width ? ["the page: " + document.documentElement.scrollWidth] : []
      return found.concat(all("body *").filter(function (one) {
        if (!own_text(one) || !shown(one) || clipped(one)) return false
        var box = one.getBoundingClientRect()
        if (box.right <= width + 1 && box.left >= -1 || box.bottom < 0) return false
        for (var up = one.parentElement; up; up = up.parentElement) {
          if (/auto|scroll/.test(getComputedStyle(up).overflowX) || clipped(up)) return false
        }
        return true
      }).map(name))
    },

    /* 1.4.12: no text is cut off by its box. */
    cut: function () {
      return all("body *").filter(function (one) {
        if (!shown(one) || clipped(one) || !one.textContent.trim() || one.closest("svg, script, style, template")) return false
        var style = getComputedStyle(one)
        var hides = function (overflow) { return overflow === "hidden" || overflow === "clip" }
        return hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1 ||
          hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1
      }).map(name)
    },

    /* 2.5.8: what is no link within a text measures 24 px or more, with the label that belongs to it. */
    small: function () {
      return all(CONTROLS).filter(function (one) {
        if (!shown(one) || clipped(one) || one.disabled || one.matches(".headerlink")) return false
        if (one.localName === "a" && getComputedStyle(one).display === "inline") return false
        var parts = [one].concat(Array.from(one.labels || []))
        if (getComputedStyle(one, "::after").position === "absolute") parts.push(one.closest(".card") || one) // the whole card is the target
        var boxes = parts.map(function (part) { return part.getBoundingClientRect() })
        return !boxes.some(function (box) { return box.width >= 23.9 && box.height >= 23.9 })
      }).map(name)
    },

    /* 1.4.1: a link among other words is underlined, or has a border. */
    by_colour: function () {
      return all("a[href]").filter(function (one) {
        if (!shown(one) || !one.textContent.trim() || one.matches(".headerlink")) return false
        var block = one.closest("p, li, dd, td, th, cite")
        if (!block || block.textContent.trim() === one.textContent.trim()) return false
        var beside = Array.from(block.childNodes).some(function (node) { return node.nodeType === 3 && node.data.trim() })
        var style = getComputedStyle(one)
        return beside && !/underline/.test(style.textDecorationLine) && style.borderBottomStyle === "none"
      }).map(name)
    },

    /* 2.1.1: what scrolls takes the focus, or holds what does; and it says what it is. */
    unreachable: function () {
      return all("body *").filter(function (one) {
        var style = getComputedStyle(one)
        var scrolls = /auto|scroll/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1
        if (!scrolls || !shown(one)) return false
        return one.tabIndex < 0 && !one.querySelector(CONTROLS) || one.tabIndex === 0 && !one.getAttribute("aria-label")
      }).map(name)
    },

    /* 2.3.3: nothing moves for a reader who asked for rest. */
    moving: function () {
      return all("*").filter(function (one) {
        return [null, "::before", "::after"].some(function (part) {
          var style = getComputedStyle(one, part)
          if (part && style.content === "none") return false
          var times = style.transitionDuration.split(",").concat(style.animationName === "none" ? [] : style.animationDuration.split(","))
          return times.some(function (time) { return parseFloat(time) > 0.01 }) || style.scrollBehavior === "smooth"
        })
      }).map(name)
    },

    /* 2.4.7, 2.4.11, 2.4.3: the focused element, and what is wrong with how it shows. */
    focused: function () {
      var one = document.activeElement
      if (!one || one === document.body) return null
      var box = one.getClientRects()[0], style = getComputedStyle(one), wrong = []
      if (!shown(one)) return { name: name(one), wrong: ["not shown"], place: place(one) }
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || style.outlineColor === "rgba(0, 0, 0, 0)") wrong.push("no outline")
      var left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
      var top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
      var inside = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].filter(function (at) {
        var hit = document.elementFromPoint(left + (right - left) * at[0], top + (bottom - top) * at[1])
        return hit && (one.contains(hit) || Array.from(one.labels || []).some(function (label) { return label.contains(hit) }))
      })
      if (!inside.length) wrong.push("covered or out of the window")
      return { name: name(one), wrong: wrong, place: place(one) }
    },
  }
})()
