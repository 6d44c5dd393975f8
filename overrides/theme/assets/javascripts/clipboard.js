/** Copy to the clipboard, in the first way that the browser supports; the last way asks the reader. */
(() => {
  "use strict"
  // Milliseconds. A browser may leave the promise pending for ever, and a click counts for seconds only.
  const TIMEOUT = 800

  const withTimeout = (promise) => Promise.race([promise, new Promise((_, reject) => {
    setTimeout(() => reject(new Error("timeout")), TIMEOUT)
  })])

  /** Only secure contexts have this interface: https, localhost, a folder. */
  async function copyByPromise({ html, text }) {
    if (!html) return navigator.clipboard.writeText(text)
    return navigator.clipboard.write([new ClipboardItem({
      "text/html": new Blob([html], { type: "text/html" }),
      "text/plain": new Blob([text], { type: "text/plain" })
    })])
  }

  /** Deprecated, but it also works over plain http, as on many an intranet. */
  function copyByEvent({ html, text }) {
    let copied = false
    const fillClipboard = (event) => {
      event.preventDefault()
      event.stopImmediatePropagation()
      if (html) event.clipboardData.setData("text/html", html)
      event.clipboardData.setData("text/plain", text)
      copied = true
    }
    document.addEventListener("copy", fillClipboard, true)
    try {
      copied = document.execCommand("copy") && copied
    } catch {
      copied = false
    }
    document.removeEventListener("copy", fillClipboard, true)
    return copied
  }

  /**
   * Copy {html, text} and return whether that worked; `html` may be empty. When it did not,
   * `fallback` is revealed: its textarea shows the text, selected, for the reader to copy.
   */
  window.copyToClipboard = async (payload, fallback) => {
    let copied = true
    try {
      await withTimeout(copyByPromise(payload))
    } catch {
      copied = copyByEvent(payload)
    }
    fallback.hidden = copied
    if (!copied) {
      const area = fallback.querySelector("textarea")
      area.value = payload.text
      area.focus()
      area.setSelectionRange(0, payload.text.length, "backward") // keeps the beginning in view
    }
    return copied
  }
})()
