/**
 * The one Trusted Types policy of the site. Two kinds of strings may reach a sink: the address of a
 * script in `assets/`, and HTML that such a script hands over while it loads. A browser without
 * Trusted Types does the same checks. `tools/publish/csp.py` allows the policy by its name.
 */
(() => {
  "use strict"
  const ASSETS = new URL("../", document.currentScript.src).href
  const SCRIPT = /^(?:[\w-]+\/)*[\w-]+\.js$/
  const builtHtml = new Set()
  const requests = new Map() // address → promise

  const rules = {
    createHTML(html) {
      if (!builtHtml.has(html)) throw new TypeError("This HTML was not written by the build")
      return html
    },
    createScriptURL(address) {
      const url = new URL(address, document.baseURI).href
      if (url.startsWith(ASSETS) && SCRIPT.test(url.slice(ASSETS.length))) return url
      throw new TypeError(`This is not a script of the site: ${url}`)
    }
  }
  const policy = window.trustedTypes?.createPolicy("site-build", rules) ?? rules

  const requestScript = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script") // eslint-disable-line no-restricted-syntax
    script.src = policy.createScriptURL(address)
    script.addEventListener("load", () => resolve())
    script.addEventListener("error", () => {
      requests.delete(address) // it may work the next time
      script.remove()
      reject(new Error(script.src))
    })
    document.head.append(script)
  })

  /** Load a script of the site, once; an error has its address as message. */
  function loadScript(address) {
    if (!requests.has(address)) requests.set(address, requestScript(address))
    return requests.get(address)
  }

  /** Accept HTML from the script that is being run, if that is a script of the site. */
  function acceptHtml(html) {
    rules.createScriptURL(document.currentScript?.src ?? "")
    builtHtml.add(html)
  }

  /** Return accepted HTML as a fragment of an inert document: nothing in it loads or runs. */
  function parseHtml(html) {
    const template = document.createElement("template")
    template.innerHTML = policy.createHTML(html) // eslint-disable-line no-restricted-syntax
    return template.content
  }

  window.trusted = { loadScript, acceptHtml, parseHtml }
})()
