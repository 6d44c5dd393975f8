/** What several scripts share: messages, their format, how they are announced, and the storage. */
(() => {
  "use strict"
  const messages = JSON.parse(document.getElementById("__words")?.textContent ?? "{}")

  /** Return a message with its placeholders filled in: {count}, or {count:# page|# pages}. */
  const formatMessage = (message, values) =>
    message.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name, one, many) =>
      one === undefined ? values[name] : (values[name] === 1 ? one : many).replace("#", values[name]))

  /** Return a date (2026-12-01) in words; another text as it is. */
  function formatDate(text) {
    const date = new Date(text)
    if (isNaN(date)) return text
    const { lang } = document.documentElement
    return date.toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" })
  }

  /** Return the text of an element, white space of the source folded; a no-break space stays. */
  const readText = (element) => element.textContent.replace(/[ \t\r\n\f]+/g, " ").trim()

  /** Show a message in a live region. Emptied first: a text that stays the same is not read aloud. */
  function announce(region, message) {
    region.textContent = ""
    setTimeout(() => { region.textContent = message }, 50)
  }

  // Folders, and the sites of one host, share a storage: the site's own path keeps them apart.
  const storagePrefix = new URL("../..", document.currentScript.src).pathname

  /** Return the storage, or null where the browser refuses it: any use of it may throw. */
  function openStorage() {
    try {
      localStorage.setItem(`${storagePrefix}.test`, "")
      localStorage.removeItem(`${storagePrefix}.test`)
      return localStorage
    } catch {
      return null
    }
  }

  const storage = openStorage()

  // What scripts keep behind the # of an address, which never reaches a server: name=value, joined
  // by &. Mail filters write %3D.
  const readParts = () =>
    location.hash.slice(1).replace(/%3D/gi, "=").split("&").filter((part) => part.includes("="))

  const fragment = {
    /** Return a value in the address, or null. */
    read: (name) =>
      readParts().find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? null,

    /** Put a value in the address, or take it out when it is empty; a heading makes way for it. */
    write(name, value) {
      if (document.querySelector(":modal")) return // a meeting has the address
      if (!value && fragment.read(name) === null) return
      const parts = readParts().filter((part) => !part.startsWith(`${name}=`))
      if (value) parts.push(`${name}=${value}`)
      const hash = parts.length ? `#${parts.join("&")}` : ""
      history.replaceState(history.state, "", location.href.split("#")[0] + hash)
    }
  }

  window.common = {
    messages, formatMessage, formatDate, readText, announce, storagePrefix, storage, fragment
  }
})()
