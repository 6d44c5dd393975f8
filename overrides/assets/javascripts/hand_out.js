/* A hand-out as pages: cover, contents, then the chosen chapters and sheets in their order. What it
   is made of comes from scripts that the build wrote, one for each page of the site, because a page
   that was opened from a folder may load nothing else. */
(function () {
  "use strict"
  var here = document.currentScript.src
  var data = new URL("../composer/", here)
  var site = new URL("../../", here)
  var WIDTH = 210 / 25.4 * 96 // of A4, in CSS pixels
  var FONTS = ["400 12px 'Atkinson Hyperlegible Next'", "700 12px 'Atkinson Hyperlegible Next'", "italic 12px 'Atkinson Hyperlegible Next'", "700 12px 'Bricolage Grotesque'"]
  var WIDE = "000" // in the place of a page's number, so that the real one never makes a line longer
  var brought = {} // page → its forms
  var asked = {} // page → promise of these

  var words = JSON.parse(document.getElementById("words").textContent)

  var shared = window.handOut = {}
  shared.fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name] })
  }
  shared.bring = function (page, forms) { brought[page] = forms }

  var load = function (page) {
    asked[page] = asked[page] || new Promise(function (resolve, reject) {
      var script = document.createElement("script")
      script.src = new URL(page + ".js", data)
      script.addEventListener("load", function () { resolve(brought[page]) })
      script.addEventListener("error", function () {
        delete asked[page] // it may work the next time
        reject(new Error(script.src))
      })
      document.head.append(script)
    })
    return asked[page]
  }
  var pause = function () { return new Promise(function (resolve) { setTimeout(resolve) }) }
  var all = function (selector, inside) { return Array.from(inside.querySelectorAll(selector)) }

  /* Make the pages of `choice` in `root`, from the templates in `composer`; give how many there are.
     `choice`: {pieces: [{page, form, title}], title, name, client, date, logo}; `tell(count)` on the way.
     It is given up, with null, once `still()` says so. An error has the address of the file that lacks. */
  shared.make = async function (composer, root, choice, tell, still) {
    var template = function (name) {
      return composer.querySelector("template[data-template=" + name + "]").content.cloneNode(true)
    }
    root.textContent = ""
    root.hidden = false
    root.classList.add("hand-out-making")
    root.style.setProperty("--page-word", JSON.stringify(composer.dataset.pageWord))
    var loaded = await Promise.all(choice.pieces.map(function (piece) { return load(piece.page) }))
    await Promise.all(FONTS.map(function (font) { return document.fonts.load(font) }))
    if (!still()) return null

    var number = 0
    var open = function (kind, chapter) {
      return function () {
        var page = template("page")
        var paper = page.querySelector(".paper")
        number += 1
        paper.classList.add("paper-" + kind)
        var plain = kind === "text"
        page.querySelector("[data-fill=title]").textContent = plain ? choice.title : ""
        page.querySelector("[data-fill=chapter]").textContent = plain ? chapter : ""
        page.querySelector("[data-fill=number]").textContent = kind === "cover" ? "" : number
        root.append(page)
        return paper.querySelector(".paper-body")
      }
    }

    open("cover")().append(cover(template("cover"), choice))
    var contents = template("contents")
    var entries = choice.pieces.map(function (piece) {
      var entry = template("entry")
      entry.querySelector("a").textContent = piece.title
      if (piece.form === "sheet") entry.querySelector(".contents-form").textContent = composer.dataset.list + ": "
      contents.querySelector("ol").append(entry)
      return contents.querySelector("ol").lastElementChild
    })
    var pieces = choice.pieces.map(function (piece, at) {
      return { form: piece.form, title: piece.title, content: ready(loaded[at][piece.form]) }
    })
    var known = new Set(pieces.flatMap(function (piece) {
      return all("[id]", piece.content).map(function (one) { return one.id })
    }))
    pieces.forEach(function (piece) { lead(piece.content, known) })

    var pictures = pieces.concat({ content: root }).flatMap(function (piece) { return all("img", piece.content) })
    await Promise.all(pictures.map(function (one) { return one.decode().catch(function () {}) }))

    paginate(contents, open("contents"))
    for (var at = 0; at < pieces.length; at += 1) {
      var piece = pieces[at]
      entries[at].querySelector("a").dataset.to = "#" + piece.content.querySelector("[id]").id
      entries[at].querySelector(".contents-number").textContent = number + 1
      if (piece.form === "sheet") fit(piece.content, open("sheet")())
      else paginate(piece.content, open("text", piece.title))
      tell(number)
      await pause()
      if (!still()) return null
    }
    finish(root)
    return number
  }

  var cover = function (page, choice) {
    all("[data-fill]", page).forEach(function (place) {
      var value = choice[place.dataset.fill]
      if (!value) place.remove()
      else if (place.tagName === "IMG") {
        place.src = value
        place.alt = choice.name
      } else place.textContent = (place.dataset.before ? place.dataset.before + " " : "") + value
    })
    return page
  }

  /* What the build wrote, as content; in a template nothing is loaded before it stands in the page. */
  var ready = function (source) {
    var holder = document.createElement("template")
    holder.innerHTML = source
    all("img", holder.content).forEach(function (one) { one.src = new URL(one.getAttribute("src"), site) })
    var content = document.importNode(holder.content, true)
    all("[data-style]", content).forEach(function (one) { one.style.cssText = one.dataset.style })
    return content
  }
  /* A link leads inside the hand-out, or else to the site if that has an address, or is plain text. */
  var lead = function (content, known) {
    all("a[href]", content).forEach(function (link) {
      var target = link.getAttribute("href")
      link.removeAttribute("href")
      if (target[0] !== "#") {
        link.dataset.to = target
      } else if (known.has(target.slice(1))) {
        link.dataset.to = target
        link.dataset.page = WIDE
      } else if (link.dataset.outside) {
        link.dataset.to = link.dataset.outside
        link.classList.replace("inside", "outside")
      } else {
        link.replaceWith.apply(link, Array.from(link.childNodes))
      }
    })
  }
  /* A sheet is one page: where a browser sets it a little larger, it is made to fit. */
  var fit = function (content, body) {
    body.append(content)
    var sheet = body.firstElementChild
    var share = body.clientHeight / sheet.offsetHeight
    if (share >= 1) return
    sheet.style.width = 100 / share + "%"
    sheet.style.transformOrigin = "0 0"
    sheet.style.transform = "scale(" + Math.min(1, body.clientHeight / sheet.offsetHeight) + ")"
  }
  var finish = function (root) {
    var pages = Array.from(root.children)
    pages.forEach(function (page, at) {
      page.setAttribute("aria-label", shared.fill(words.composer_page, { page: at + 1, count: pages.length }))
    })
    all("a[data-page]", root).forEach(function (link) {
      var target = document.getElementById(link.dataset.to.slice(1))
      link.dataset.page = pages.indexOf(target.closest(".folio")) + 1
    })
    shared.scale(root)
    root.classList.remove("hand-out-making")
  }

  /* Show the pages as large as there is room. */
  shared.scale = function (root) {
    root.style.setProperty("--scale", Math.min(1, root.parentNode.clientWidth / WIDTH))
  }
  /* Links are for the PDF. On the screen they would be hundreds to tab through, each a way to leave
     the page and lose what was filled in. */
  var title = document.title
  addEventListener("beforeprint", function () {
    all("#hand-out a[data-to]", document).forEach(function (link) { link.href = link.dataset.to })
    var name = document.querySelector("#hand-out .cover-title")
    if (name) document.title = name.textContent // the PDF's own, and the name of its file
  })
  addEventListener("afterprint", function () {
    all("#hand-out a[data-to]", document).forEach(function (link) { link.removeAttribute("href") })
    document.title = title
  })
})()
