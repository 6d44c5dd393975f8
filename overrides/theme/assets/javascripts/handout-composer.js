/**
 * The form in which a reader composes a handout: what is chosen, in which order, and what the cover
 * says. Nothing is stored or sent. A link holds the choice behind its #, which never reaches a server.
 */
(() => {
  "use strict"
  const { messages, formatMessage, formatDate } = common
  const PREFIX = "#hand-out="
  const COVER_FIELDS = ["title", "name", "client", "date", "foreword"]
  const MAX_LOGO_SIZE = 5e6 // bytes
  const LOGO_TYPES = /^image\/(png|jpeg|svg\+xml)$/

  /** Return the reader's own date as 2026-12-01, which is how Swedish writes it. */
  const today = () => new Date().toLocaleDateString("sv")

  function setUpComposer(root) {
    const part = (name) => root.querySelector(`[data-part=${name}]`)
    const announce = (name, message) => common.announce(part(name), message)
    const form = part("form")
    const field = (name) => form.elements[name]
    const boxes = [...root.querySelectorAll("input[name=piece]")]
    const boxByKey = new Map(boxes.map((box) => [box.value, box]))
    const keys = [...boxByKey.keys()] // in the order of the book
    const list = part("order")
    const pages = root.querySelector(".hand-out")
    let order = [] // the keys that are chosen
    let logo = null // its address
    let former = null // what can be restored after "clear"
    let version = 0 // of what is chosen: pages of an earlier one are not shown

    function titleOf(key) {
      const { form: kind, title } = boxByKey.get(key).dataset
      return formatMessage(root.dataset[kind], { title })
    }

    /** Return what the renderer wants to know of a piece. */
    function describe(key) {
      const { form: kind, title } = boxByKey.get(key).dataset
      return { page: key.split("~")[0], form: kind, title }
    }

    const countMessage = () => formatMessage(messages.composer_count, { count: order.length })

    /* ---- Choice and order ---- */

    function createItem(key) {
      const template = root.querySelector("template[data-template=piece]")
      const item = template.content.cloneNode(true).firstElementChild
      const title = titleOf(key)
      item.dataset.piece = key
      item.querySelector(".composer-piece").textContent = title
      for (const button of item.querySelectorAll("button")) {
        button.setAttribute("aria-label", `${button.textContent}: ${title}`)
      }
      return item
    }

    function showChoice() {
      for (const box of boxes) box.checked = order.includes(box.value)
      list.replaceChildren(...order.map(createItem))
      part("none").hidden = order.length > 0
      part("clear").hidden = order.length === 0
      part("restore").hidden = !former
      showPageCount()
    }

    /** Show how many pages the hand-out has about: its cover and contents, and all that is chosen. */
    async function showPageCount() {
      const counted = version
      part("count").textContent = ""
      if (!order.length) return
      let count = field("foreword").value.trim() ? 3 : 2
      try {
        for (const key of order) {
          count += await handout.countPages(root, pages, describe(key))
          if (counted !== version) return
        }
      } catch {
        return // a file is missing, which is told when the pages are made
      }
      part("count").textContent = formatMessage(messages.composer_about, { count })
    }

    /** Return the fragment of a link with the choice, and with the cover if that is asked for. */
    function createFragment(withCover = false) {
      const cover = COVER_FIELDS
        .filter((name) => withCover && field(name).value)
        .map((name) => `&${name}=${encodeURIComponent(field(name).value)}`)
      return [PREFIX, order.join("."), ...cover].join("")
    }

    /** Follow a change. The choice is put in the address, so that a reload keeps it; the cover is not. */
    function update() {
      discardPages()
      showChoice()
      const fragment = order.length ? createFragment() : ""
      history.replaceState(history.state, "", location.href.split("#")[0] + fragment)
    }

    const inBookOrder = (chosen) => keys.filter((key) => chosen.includes(key))

    /** Add keys in the order of the book, as long as the reader did not choose another order. */
    function addPieces(added) {
      const isReordered = order.join() !== inBookOrder(order).join()
      order = [...new Set([...order, ...added])]
      if (!isReordered) order = inBookOrder(order)
    }

    function movePiece(from, to) {
      const [key] = order.splice(from, 1)
      order.splice(to, 0, key)
    }

    const focusButton = (index, move) =>
      list.children[index].querySelector(`[data-move='${move}']`).focus()

    function removePiece(index) {
      const [key] = order.splice(index, 1)
      update()
      const message = formatMessage(messages.composer_gone, { title: titleOf(key) })
      announce("status", `${message} ${countMessage()}`)
      if (order.length) focusButton(Math.min(index, order.length - 1), 0)
      else boxes[0].focus()
    }

    form.addEventListener("change", ({ target }) => {
      if (target.name !== "piece") return
      former = null
      if (target.checked) addPieces([target.value])
      else order = order.filter((key) => key !== target.value)
      update()
      announce("status", countMessage())
    })
    for (const button of root.querySelectorAll("[data-all]")) {
      button.addEventListener("click", () => {
        const chapters = button.closest("fieldset").querySelectorAll("[data-form=chapter]")
        former = null
        addPieces([...chapters].map((box) => box.value))
        update()
        announce("status", countMessage())
      })
    }
    for (const button of root.querySelectorAll("[data-preset]")) {
      button.addEventListener("click", () => {
        former = order.length ? { order, cover: getCover(), logo } : null
        order = button.dataset.preset.split(".")
        update()
        announce("status", countMessage())
      })
    }
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("button")
      if (!button) return
      const { move } = button.dataset
      const key = button.closest("li").dataset.piece
      const from = order.indexOf(key)
      const to = from + Number(move)
      former = null
      if (to === from) return removePiece(from)
      if (to < 0) return announce("status", messages.composer_first)
      if (to >= order.length) return announce("status", messages.composer_last)
      movePiece(from, to)
      update()
      focusButton(to, move)
      announce("status", formatMessage(messages.composer_moved, {
        title: titleOf(key), place: to + 1, count: order.length
      }))
    })

    /* ---- Clear and restore ---- */

    const getCover = () => COVER_FIELDS.map((name) => field(name).value)

    function setCover(values) {
      COVER_FIELDS.forEach((name, index) => { field(name).value = values[index] ?? "" })
    }

    part("clear").addEventListener("click", () => {
      former = { order, cover: getCover(), logo }
      order = []
      setCover(["", "", "", today()])
      showLogo(null)
      update()
      announce("status", messages.composer_cleared)
      part("restore").focus()
    })
    part("restore").addEventListener("click", () => {
      order = former.order
      setCover(former.cover)
      showLogo(former.logo)
      former = null
      update()
      announce("status", `${messages.composer_restored} ${countMessage()}`)
      part("clear").focus()
    })

    /* ---- Cover ---- */

    function showLogo(address) {
      const shown = part("shown")
      logo = address
      shown.hidden = !logo
      for (const image of shown.querySelectorAll("img")) image.remove()
      if (!logo) {
        part("logo").value = ""
        return
      }
      const image = new Image()
      image.src = logo
      image.alt = shown.dataset.alt
      shown.prepend(image)
    }

    function refuseLogo(message) {
      showLogo(null)
      announce("wrong", message)
    }

    part("logo").addEventListener("change", async () => {
      const [file] = part("logo").files
      if (!file) return
      discardPages()
      part("wrong").textContent = ""
      if (!LOGO_TYPES.test(file.type)) return refuseLogo(messages.composer_logo_kind)
      if (file.size > MAX_LOGO_SIZE) return refuseLogo(messages.composer_logo_large)
      // As an image, and not as a part of the page, an SVG can run nothing and load nothing.
      const image = new Image()
      image.src = URL.createObjectURL(file)
      try {
        await image.decode()
        showLogo(image.src)
      } catch {
        refuseLogo(messages.composer_logo_broken)
      }
    })
    part("unlogo").addEventListener("click", () => {
      discardPages()
      showLogo(null)
      part("logo").focus()
    })
    form.addEventListener("input", ({ target }) => {
      if (!COVER_FIELDS.includes(target.name)) return
      former = null
      discardPages()
      showChoice()
    })

    /* ---- Pages ---- */

    /** Remove pages that no longer show what is chosen. */
    function discardPages() {
      version += 1
      if (part("pages").hidden) return
      part("pages").hidden = true
      part("print").hidden = true
      pages.replaceChildren()
      pages.hidden = true
      announce("made", messages.composer_stale)
    }

    form.addEventListener("submit", async () => {
      if (!order.length) {
        announce("made", messages.composer_nothing)
        boxes[0].focus()
        return
      }
      version += 1
      const rendered = version
      const isCurrent = () => rendered === version
      const showProgress = (count) => {
        if (isCurrent()) part("made").textContent = formatMessage(messages.composer_at, { count })
      }
      const choice = {
        pieces: order.map(describe),
        title: field("title").value.trim() || root.dataset.title,
        name: field("name").value.trim(),
        client: field("client").value.trim(),
        date: formatDate(field("date").value),
        foreword: field("foreword").value.trim(),
        logo
      }
      part("print").hidden = true
      part("pages").hidden = false
      part("made").textContent = messages.composer_making
      try {
        const count = await handout.render(root, pages, choice, showProgress, isCurrent)
        if (count === null) return
        part("print").hidden = false
        announce("made", formatMessage(messages.composer_made, { count }))
      } catch (error) {
        discardPages()
        announce("made", formatMessage(messages.composer_missing, { file: error.message }))
      }
    })
    part("print").addEventListener("click", () => print())
    addEventListener("resize", () => {
      if (!pages.hidden) handout.scalePages(pages)
    })

    /* ---- A link with the choice ---- */

    part("share").addEventListener("click", async () => {
      if (!order.length) return announce("shared", messages.composer_nothing)
      const isFolder = location.protocol === "file:"
      const { address, page } = root.dataset
      const url = isFolder && address ? address + page : location.href.split("#")[0]
      const text = url + createFragment(part("personal").checked)
      const copied = await copyToClipboard({ html: "", text }, part("by-hand"))
      const onlyHere = isFolder && !address
      if (copied) announce("shared", onlyHere ? messages.composer_link_folder : messages.composer_link)
    })

    /** Take over the choice of a link: whatever it says is text, or a key that this page knows. */
    function receiveLink() {
      if (!location.hash.startsWith(PREFIX)) return
      const parameters = new URLSearchParams(location.hash.slice(1))
      const named = [...new Set(parameters.get("hand-out").split(".").filter(Boolean))]
      const cover = COVER_FIELDS.filter((name) => parameters.has(name))
      if (!named.length && !cover.length) return
      order = named.filter((key) => boxByKey.has(key))
      former = null
      for (const name of cover) {
        const text = parameters.get(name)
        field(name).value = name === "date" ? text : text.slice(0, field(name).maxLength)
      }
      update()
      const unknown = named.length - order.length
      const text = [formatMessage(messages.composer_received, { count: order.length })]
      if (unknown) text.push(formatMessage(messages.composer_unknown, { count: unknown }))
      announce("received", text.join(" "))
    }

    addEventListener("hashchange", receiveLink)
    form.reset() // a browser may have kept what was typed before
    field("date").value = today()
    showChoice()
    receiveLink()
    part("without").hidden = true
    form.hidden = false
  }

  for (const root of document.querySelectorAll("[data-script=composer]")) setUpComposer(root)
})()
