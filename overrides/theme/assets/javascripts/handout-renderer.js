/**
 * Renders a handout as pages: cover, contents, and the chosen chapters and sheets in their order. The
 * build wrote each page of the site as a script, because a page opened from a folder may load nothing
 * else.
 */
(() => {
  "use strict"
  const SCRIPTS = new URL("../composer/", document.currentScript.src)
  const SITE = new URL("../../", document.currentScript.src)
  const PAGE_WIDTH = 210 / 25.4 * 96 // A4, in CSS pixels
  const WIDEST_NUMBER = "000" // holds the place of a page number, so that no line becomes longer
  const { messages, formatMessage } = common
  const formsByPage = new Map() // page id → {chapter, sheet}: HTML

  /** Take over the HTML of a page; its script calls this while it loads. */
  function addPage(page, forms) {
    Object.values(forms).forEach(trusted.acceptHtml)
    formsByPage.set(page, forms)
  }

  const loadPage = (page) => trusted.loadScript(new URL(`${page}.js`, SCRIPTS).href)

  /** Return the content of a page in one form, ready to be put into the document. */
  function createContent({ page, form }) {
    const fragment = trusted.parseHtml(formsByPage.get(page)[form])
    for (const image of fragment.querySelectorAll("img")) {
      image.src = new URL(image.getAttribute("src"), SITE)
    }
    const content = document.importNode(fragment, true)
    for (const element of content.querySelectorAll("[data-style]")) {
      element.style.cssText = element.dataset.style
    }
    return content
  }

  /** Lead each link inside the handout, or else to the site if it has an address, or unwrap it. */
  function resolveLinks(content, ids) {
    for (const link of content.querySelectorAll("a[href]")) {
      const target = link.getAttribute("href")
      link.removeAttribute("href")
      if (!target.startsWith("#")) {
        link.dataset.to = target
      } else if (ids.has(target.slice(1))) {
        link.dataset.to = target
        link.dataset.page = WIDEST_NUMBER
      } else if (link.dataset.outside) {
        link.dataset.to = link.dataset.outside
        link.classList.replace("inside", "outside")
      } else {
        link.replaceWith(...link.childNodes)
      }
    }
  }

  function fillCover(cover, choice) {
    for (const element of cover.querySelectorAll("[data-fill]")) {
      const value = choice[element.dataset.fill]
      if (!value) {
        element.remove()
      } else if (element.tagName === "IMG") {
        element.src = value
        element.alt = choice.name
      } else {
        const { before } = element.dataset
        element.textContent = before ? `${before} ${value}` : value
      }
    }
    return cover
  }

  /** Put a sheet on its one page; where a browser renders it a little larger, it is scaled down. */
  function fitSheet(content, body) {
    body.append(content)
    const sheet = body.firstElementChild
    const scale = body.clientHeight / sheet.offsetHeight
    if (scale >= 1) return
    sheet.style.width = `${100 / scale}%`
    sheet.style.transformOrigin = "0 0"
    // Lines are longer at the new width, so the height is another one.
    sheet.style.transform = `scale(${Math.min(1, body.clientHeight / sheet.offsetHeight)})`
  }

  function numberPages(container) {
    const pages = [...container.children]
    pages.forEach((page, index) => {
      const values = { page: index + 1, count: pages.length }
      page.setAttribute("aria-label", formatMessage(messages.composer_page, values))
    })
    for (const link of container.querySelectorAll("a[data-page]")) {
      const target = document.getElementById(link.dataset.to.slice(1))
      link.dataset.page = pages.indexOf(target.closest(".folio")) + 1
    }
  }

  /** Show the pages as large as there is room. */
  function scalePages(container) {
    const scale = Math.min(1, container.parentNode.clientWidth / PAGE_WIDTH)
    container.style.setProperty("--scale", scale)
  }

  const yieldToBrowser = () => new Promise((resolve) => { setTimeout(resolve) })

  /**
   * Render the pages in `container` from the templates in `composer`, and return how many there are.
   * `choice`: {pieces: [{page, form, title}], title, name, client, date, logo}. `onProgress(count)` is
   * called on the way. Returns null as soon as `isCurrent()` is false. An error has as its message the
   * address of the file that is missing.
   */
  async function render(composer, container, choice, onProgress, isCurrent) {
    const cloneTemplate = (name) =>
      composer.querySelector(`template[data-template=${name}]`).content.cloneNode(true)
    let number = 0

    /** Return a function that adds a page and returns its body. */
    const pageFactory = (kind, chapter = "") => () => {
      const page = cloneTemplate("page")
      const paper = page.querySelector(".paper")
      const fill = (name, text) => { page.querySelector(`[data-fill=${name}]`).textContent = text }
      number += 1
      paper.classList.add(`paper-${kind}`)
      fill("title", kind === "text" ? choice.title : "")
      fill("chapter", chapter)
      fill("number", kind === "cover" ? "" : number)
      container.append(page)
      return paper.querySelector(".paper-body")
    }

    container.replaceChildren()
    container.hidden = false
    container.classList.add("hand-out-making")
    container.style.setProperty("--page-word", JSON.stringify(composer.dataset.pageWord))
    await Promise.all(choice.pieces.map(({ page }) => loadPage(page)))
    await Promise.allSettled([...document.fonts].map((font) => font.load()))
    if (!isCurrent()) return null

    pageFactory("cover")().append(fillCover(cloneTemplate("cover"), choice))
    const contents = cloneTemplate("contents")
    const pieces = choice.pieces.map((piece) => {
      const entry = cloneTemplate("entry").firstElementChild
      entry.querySelector("a").textContent = piece.title
      if (piece.form === "sheet") {
        const { kind } = composer.querySelector(`input[value="${piece.page}~sheet"]`).dataset
        entry.querySelector(".contents-form").textContent = `${kind ?? composer.dataset.list}: `
      }
      contents.querySelector("ol").append(entry)
      return { ...piece, entry, content: createContent(piece) }
    })
    const within = (selector) =>
      pieces.flatMap(({ content }) => [...content.querySelectorAll(selector)])
    const ids = new Set(within("[id]").map((element) => element.id))
    for (const { content } of pieces) resolveLinks(content, ids)

    const images = [...within("img"), ...container.querySelectorAll("img")]
    await Promise.all(images.map((image) => image.decode().catch(() => {})))

    paginate(contents, pageFactory("contents"))
    for (const { form, title, entry, content } of pieces) {
      entry.querySelector("a").dataset.to = `#${content.querySelector("[id]").id}`
      entry.querySelector(".contents-number").textContent = number + 1
      if (form === "sheet") fitSheet(content, pageFactory("sheet")())
      else paginate(content, pageFactory("text", title))
      onProgress(number)
      await yieldToBrowser()
      if (!isCurrent()) return null
    }
    numberPages(container)
    scalePages(container)
    container.classList.remove("hand-out-making")
    return number
  }

  // Links are for the PDF. On the screen they would be hundreds to tab through, each a way to leave
  // the page and lose what was filled in.
  const pageTitle = document.title
  const links = () => document.querySelectorAll("#hand-out a[data-to]")
  addEventListener("beforeprint", () => {
    for (const link of links()) link.href = link.dataset.to
    const title = document.querySelector("#hand-out .cover-title")
    if (title) document.title = title.textContent // names the PDF and its file
  })
  addEventListener("afterprint", () => {
    for (const link of links()) link.removeAttribute("href")
    document.title = pageTitle
  })

  window.handout = { addPage, render, scalePages }
})()
