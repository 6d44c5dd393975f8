/* Put a payload on the clipboard, in the first way that works here; the last way asks the reader. */
(function () {
  "use strict"
  var shared = window.takeAlong = window.takeAlong || {}
  var PATIENCE = 800 // ms; a browser may leave the promise open for ever, and a click counts for seconds only

  var in_time = function (promise) {
    return Promise.race([promise, new Promise(function (_, reject) {
      setTimeout(function () { reject(new Error("no answer")) }, PATIENCE)
    })])
  }
  var blob = function (text, type) { return new Blob([text], { type: type }) }

  /* Only a secure origin has this one: https, localhost, a folder. */
  var by_promise = function (payload) {
    if (!payload.html) return navigator.clipboard.writeText(payload.text)
    return navigator.clipboard.write([new ClipboardItem({
      "text/html": blob(payload.html, "text/html"),
      "text/plain": blob(payload.text, "text/plain")
    })])
  }
  /* Old, but it also works over plain http, as on many an intranet. */
  var by_event = function (payload) {
    var done = false
    var fill = function (event) {
      event.preventDefault()
      event.stopImmediatePropagation()
      if (payload.html) event.clipboardData.setData("text/html", payload.html)
      event.clipboardData.setData("text/plain", payload.text)
      done = true
    }
    document.addEventListener("copy", fill, true)
    try { done = document.execCommand("copy") && done } catch (error) { done = false }
    document.removeEventListener("copy", fill, true)
    return done
  }

  /* Copy {html, text}; give whether it worked. `html` may be empty. */
  shared.copy = async function (payload) {
    try {
      await in_time(by_promise(payload))
      return true
    } catch (error) {
      return by_event(payload)
    }
  }
})()
