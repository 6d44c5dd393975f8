/* The composer: what is chosen, in which order, and what stands on the cover. All lives in this page:
   nothing is stored or sent. A link holds the choice behind its #, which never reaches a server. */
(function () {
  "use strict"
  var words = JSON.parse(document.getElementById("words").textContent)
  var fill = handOut.fill
  var MARK = "#hand-out="
  var TYPED = ["title", "name", "client", "date"]
  var LARGEST = 5e6 // bytes of a logo
  var LOGOS = /^image\/(png|jpeg|svg\+xml)$/

  document.querySelectorAll("[data-script=composer]").forEach(function (root) {
    var all = function (selector) { return Array.from(root.querySelectorAll(selector)) }
    var part = function (name) { return root.querySelector("[data-part=" + name + "]") }
    var form = part("form")
    var boxes = all("input[name=piece]")
    var keys = boxes.map(function (box) { return box.value }) // in the order of the book
    var field = function (name) { return form.elements[name] }
    var list = part("order")
    var pages = root.querySelector(".hand-out")
    var order = [] // the keys that are chosen
    var logo = null // {url, name}
    var cleared = null // what "clear" took away
    var making = 0 // which making of pages is the latest

    var box_of = function (key) { return boxes[keys.indexOf(key)] }
    var title_of = function (key) {
      var box = box_of(key)
      return fill(root.dataset[box.dataset.form], { title: box.dataset.title })
    }
    /* The same words twice are read aloud twice. */
    var say = function (name, message) {
      part(name).textContent = ""
      setTimeout(function () { part(name).textContent = message }, 50)
    }

    /* ---- Choice and order ---- */

    var link = function (personal) {
      var typed = !personal ? [] : TYPED.filter(function (name) { return field(name).value }).map(function (name) {
        return "&" + name + "=" + encodeURIComponent(field(name).value)
      })
      return MARK + order.join(".") + typed.join("")
    }
    var show = function () {
      boxes.forEach(function (box) { box.checked = order.includes(box.value) })
      list.textContent = ""
      order.forEach(function (key) {
        var item = root.querySelector("template[data-template=piece]").content.cloneNode(true).firstElementChild
        item.dataset.piece = key
        item.querySelector(".composer-piece").textContent = title_of(key)
        item.querySelectorAll("button").forEach(function (button) {
          button.setAttribute("aria-label", button.textContent + ": " + title_of(key))
        })
        list.append(item)
      })
      part("none").hidden = order.length > 0
      part("clear").hidden = !order.length
      part("restore").hidden = !cleared
    }
    /* The choice stands in the address too, so that a reload keeps it; what was typed does not. */
    var changed = function () {
      close()
      show()
      history.replaceState(history.state, "", location.href.split("#")[0] + (order.length ? link() : ""))
    }
    /* What is added goes to its place in the book, as long as the reader made no order of their own. */
    var sorted = function (some) {
      return some.slice().sort(function (one, other) { return keys.indexOf(one) - keys.indexOf(other) })
    }
    var add = function (some) {
      var own = order.join() !== sorted(order).join()
      order = order.concat(some.filter(function (key) { return !order.includes(key) }))
      if (!own) order = sorted(order)
    }
    var count = function () { return fill(words.composer_count, { count: order.length }) }

    form.addEventListener("change", function (event) {
      if (event.target.name !== "piece") return
      cleared = null
      if (event.target.checked) add([event.target.value])
      else order = order.filter(function (key) { return key !== event.target.value })
      changed()
      say("said", count())
    })
    all("[data-all]").forEach(function (button) {
      button.addEventListener("click", function () {
        var own = Array.from(button.closest("fieldset").querySelectorAll("[data-form=chapter]"))
        cleared = null
        add(own.map(function (box) { return box.value }))
        changed()
        say("said", count())
      })
    })
    list.addEventListener("click", function (event) {
      var button = event.target.closest("button")
      if (!button) return
      var key = button.closest("li").dataset.piece
      var from = order.indexOf(key)
      var to = from + Number(button.dataset.move)
      var focus = function (at, move) {
        list.children[at].querySelector("[data-move='" + move + "']").focus()
      }
      cleared = null
      if (to === from) {
        order.splice(from, 1)
        changed()
        say("said", fill(words.composer_gone, { title: title_of(key) }) + " " + count())
        if (order.length) focus(Math.min(from, order.length - 1), 0)
        else boxes[0].focus()
        return
      }
      if (to < 0 || to >= order.length) return say("said", to < 0 ? words.composer_first : words.composer_last)
      order.splice(to, 0, order.splice(from, 1)[0])
      changed()
      focus(to, button.dataset.move)
      say("said", fill(words.composer_moved, { title: title_of(key), place: to + 1, count: order.length }))
    })

    /* ---- Clear, and put back ---- */

    var typed = function () { return TYPED.map(function (name) { return field(name).value }) }
    var type = function (values) { TYPED.forEach(function (name, at) { field(name).value = values[at] }) }
    var today = function () {
      var day = new Date()
      day.setMinutes(day.getMinutes() - day.getTimezoneOffset())
      return day.toISOString().slice(0, 10)
    }
    part("clear").addEventListener("click", function () {
      cleared = { order: order, typed: typed(), logo: logo }
      order = []
      type(["", "", "", today()])
      show_logo(null)
      changed()
      say("said", words.composer_cleared)
      part("restore").focus()
    })
    part("restore").addEventListener("click", function () {
      order = cleared.order
      type(cleared.typed)
      show_logo(cleared.logo)
      cleared = null
      changed()
      say("said", words.composer_restored + " " + count())
      part("clear").focus()
    })

    /* ---- Cover ---- */

    var show_logo = function (given) {
      logo = given
      part("shown").hidden = !logo
      part("shown").querySelectorAll("img").forEach(function (former) { former.remove() })
      if (logo) part("shown").prepend(Object.assign(new Image(), { src: logo, alt: part("shown").dataset.alt }))
      else part("logo").value = ""
    }
    var refuse = function (message) {
      show_logo(null)
      say("wrong", message)
    }
    part("logo").addEventListener("change", async function () {
      var file = part("logo").files[0]
      if (!file) return
      close()
      part("wrong").textContent = ""
      if (!LOGOS.test(file.type)) return refuse(words.composer_logo_kind)
      if (file.size > LARGEST) return refuse(words.composer_logo_large)
      // As a picture, not as a part of the page, an SVG can run nothing and load nothing.
      var url = URL.createObjectURL(file)
      var trial = new Image()
      trial.src = url
      try {
        await trial.decode()
        show_logo(url)
      } catch (error) {
        refuse(words.composer_logo_broken)
      }
    })
    part("unlogo").addEventListener("click", function () {
      close()
      show_logo(null)
      part("logo").focus()
    })
    form.addEventListener("input", function (event) {
      if (!TYPED.includes(event.target.name)) return
      cleared = null
      close()
      show()
    })

    /* ---- Pages ---- */

    /* What was made no longer says what is chosen. */
    var close = function () {
      making += 1
      if (part("pages").hidden) return
      part("pages").hidden = true
      part("print").hidden = true
      pages.textContent = ""
      pages.hidden = true
      say("made", words.composer_stale)
    }
    var day = function (text) {
      var date = new Date(text + "T00:00:00Z")
      if (isNaN(date)) return ""
      return date.toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" })
    }
    form.addEventListener("submit", async function (event) {
      event.preventDefault()
      if (!order.length) {
        say("made", words.composer_nothing)
        boxes[0].focus()
        return
      }
      var mine = making += 1
      var still = function () { return mine === making }
      part("print").hidden = true
      part("pages").hidden = false
      part("made").textContent = words.composer_making
      try {
        var made = await handOut.make(root, pages, {
          pieces: order.map(function (key) {
            var box = box_of(key)
            return { page: key.split("~")[0], form: box.dataset.form, title: box.dataset.title }
          }),
          title: field("title").value.trim() || root.dataset.title,
          name: field("name").value.trim(),
          client: field("client").value.trim(),
          date: day(field("date").value),
          logo: logo
        }, function (count) {
          if (still()) part("made").textContent = fill(words.composer_at, { count: count })
        }, still)
        if (made === null) return
        part("print").hidden = false
        say("made", fill(words.composer_made, { count: made }))
      } catch (error) {
        close()
        say("made", fill(words.composer_lacking, { file: error.message }))
      }
    })
    part("print").addEventListener("click", function () { print() })
    addEventListener("resize", function () { if (!pages.hidden) handOut.scale(pages) })

    /* ---- A link with the choice ---- */

    part("share").addEventListener("click", async function () {
      if (!order.length) return say("shared", words.composer_nothing)
      var folder = location.protocol === "file:"
      var address = folder && root.dataset.address ? root.dataset.address + root.dataset.page : location.href.split("#")[0]
      var text = address + link(part("personal").checked)
      var done = await takeAlong.copy({ html: "", text: text })
      part("by-hand").hidden = done
      if (done) return say("shared", folder && !root.dataset.address ? words.composer_link_folder : words.composer_link)
      var place = part("by-hand").querySelector("textarea")
      place.value = text
      place.focus()
      place.select()
    })
    /* Whatever a link says is text or an id that this page knows. */
    var receive = function () {
      if (!location.hash.startsWith(MARK)) return
      var given = new URLSearchParams(location.hash.slice(1))
      var named = Array.from(new Set(given.get("hand-out").split(".").filter(Boolean)))
      var found = named.filter(function (key) { return keys.includes(key) })
      if (!named.length && !TYPED.some(function (name) { return given.has(name) })) return
      order = found
      cleared = null
      TYPED.forEach(function (name) {
        if (!given.has(name)) return
        var text = given.get(name)
        field(name).value = name === "date" ? text : text.slice(0, field(name).maxLength)
      })
      changed()
      var unknown = named.length - found.length
      say("received", fill(words.composer_received, { count: found.length }) +
        (unknown ? " " + fill(words.composer_unknown, { count: unknown }) : ""))
    }
    addEventListener("hashchange", receive)

    form.reset() // a browser may have kept what was typed before
    field("date").value = today()
    show()
    receive()
    part("without").hidden = true
    form.hidden = false
  })
})()
