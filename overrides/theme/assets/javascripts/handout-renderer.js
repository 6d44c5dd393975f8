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
  const FEW_LINES = 90 // pixels: less than this on a last page looks forgotten
  const formsByPage = new Map() // page id → {chapter, sheet}: HTML
  const counts = new Map() // page id → how many pages its chapter takes

  /** Take over the HTML of a page; its script calls this while it loads. */
  function addPage(page, forms) {
    Object.values(forms).forEach(trusted.acceptHtml)
    formsByPage.set(page, forms)
  }

  const loadPage = (page) => trusted.loadScript(new URL(`${page}.js`, SCRIPTS).href)

  const loadFonts = () => Promise.allSettled([...document.fonts].map((font) => font.load()))

  const cloneTemplate = (composer, name) =>
    composer.querySelector(`template[data-template=${name}]`).content.cloneNode(true)

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

  /** Return the reader's own foreword as a chapter; an empty line begins a paragraph. */
  function createForeword(composer, text) {
    const content = cloneTemplate(composer, "foreword")
    for (const paragraph of text.split(/\n\s*\n/)) {
      const element = document.createElement("p")
      element.textContent = paragraph
      content.firstElementChild.append(element)
    }
    return content
  }

  /** Add a page to a container, and return its body. */
  function addPaper(composer, container, kind, texts = {}) {
    const page = cloneTemplate(composer, "page")
    const paper = page.querySelector(".paper")
    for (const name of ["title", "chapter", "number"]) {
      page.querySelector(`[data-fill=${name}]`).textContent = texts[name] ?? ""
    }
    paper.classList.add(`paper-${kind}`)
    container.append(page)
    return paper.querySelector(".paper-body")
  }

  /**
   * Paginate what `create` returns on pages of `addPage`. When only a few lines are left for the last
   * page, all is set a little tighter, once, so that they find room before it.
   */
  function paginateWell(create, addPage) {
    const bodies = []
    const addBody = () => {
      bodies.push(addPage())
      return bodies.at(-1)
    }
    paginate(create(), addBody)
    const content = document.createRange()
    content.selectNodeContents(bodies.at(-1))
    if (bodies.length < 2 || content.getBoundingClientRect().height >= FEW_LINES) return bodies
    const loose = bodies.splice(0)
    for (const body of loose) body.closest(".folio").remove()
    paginate(create(), () => {
      const body = addBody()
      body.parentNode.classList.add("paper-tight")
      return body
    })
    return bodies
  }

  /**
   * Return how many pages a piece takes by itself, or undefined while pages are shown. `container` is
   * hidden, and stays so: nothing is painted while it is measured. An error has as its message the address of the file that is missing.
   */
  async function countPages(composer, container, { page, form }) {
    if (form === "sheet") return 1
    await loadPage(page)
    await loadFonts()
    if (!counts.has(page) && container.hidden) {
      const shown = [container, container.parentNode]
      for (const element of shown) element.hidden = false
      container.classList.add("hand-out-making")
      const create = () => {
        const content = createContent({ page, form })
        resolveLinks(content, new Set())
        return content
      }
      counts.set(page, paginateWell(create, () => addPaper(composer, container, "text")).length)
      container.replaceChildren()
      container.classList.remove("hand-out-making")
      for (const element of shown) element.hidden = true
    }
    return counts.get(page)
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
   * `choice`: {pieces: [{page, form, title}], title, name, client, date, foreword, logo}.
   * `onProgress(count)` is called on the way. Returns null as soon as `isCurrent()` is false. An error has as its message the
   * address of the file that is missing.
   */
  async function render(composer, container, choice, onProgress, isCurrent) {
    /** Return a function that adds a page and returns its body. */
    const pageFactory = (kind, chapter = "") => () => addPaper(composer, container, kind, {
      title: kind === "text" ? choice.title : "",
      chapter,
      number: kind === "cover" ? "" : container.children.length + 1
    })

    container.replaceChildren()
    container.hidden = false
    container.classList.add("hand-out-making")
    container.style.setProperty("--page-word", JSON.stringify(composer.dataset.pageWord))
    await Promise.all(choice.pieces.map(({ page }) => loadPage(page)))
    await loadFonts()
    if (!isCurrent()) return null

    pageFactory("cover")().append(fillCover(cloneTemplate(composer, "cover"), choice))
    const contents = cloneTemplate(composer, "contents")
    const chosen = choice.pieces.map((piece) => ({ ...piece, create: () => createContent(piece) }))
    if (choice.foreword) {
      const create = () => createForeword(composer, choice.foreword)
      chosen.unshift({ form: "foreword", title: composer.dataset.foreword, create })
    }
    const pieces = chosen.map((piece) => {
      const entry = cloneTemplate(composer, "entry").firstElementChild
      entry.querySelector("a").textContent = piece.title
      if (piece.form === "sheet") {
        const { kind } = composer.querySelector(`input[value="${piece.page}~sheet"]`).dataset
        entry.querySelector(".contents-form").textContent = `${kind ?? composer.dataset.list}: `
      }
      contents.querySelector("ol").append(entry)
      return { ...piece, entry, content: piece.create() }
    })
    const within = (selector) =>
      pieces.flatMap(({ content }) => [...content.querySelectorAll(selector)])
    const ids = new Set(within("[id]").map((element) => element.id))

    const images = [...within("img"), ...container.querySelectorAll("img")]
    await Promise.all(images.map((image) => image.decode().catch(() => {})))

    paginate(contents, pageFactory("contents"))
    for (const { form, title, entry, content, create } of pieces) {
      const made = [content]
      const createResolved = () => {
        const next = made.pop() ?? create()
        resolveLinks(next, ids)
        return next
      }
      entry.querySelector("a").dataset.to = `#${content.querySelector("[id]").id}`
      entry.querySelector(".contents-number").textContent = container.children.length + 1
      if (form === "sheet") fitSheet(createResolved(), pageFactory("sheet")())
      else paginateWell(createResolved, pageFactory("text", title))
      onProgress(container.children.length)
      await yieldToBrowser()
      if (!isCurrent()) return null
    }
    numberPages(container)
    scalePages(container)
    container.classList.remove("hand-out-making")
    return container.children.length
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

  window.handout = { addPage, countPages, render, scalePages }
})()
