/* The conversation scan: two groups answer one after the other, and then see where they differ.
   The answers live in this script only: nothing is stored or sent, and a reload begins anew. */
(function () {
  "use strict"
  var words = JSON.parse(document.getElementById("words").textContent)
  var all = function (selector, inside) { return Array.from(inside.querySelectorAll(selector)) }
  var said = function (element) { return element.textContent.trim().replace(/\s+/g, " ") }
  var fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name] })
  }
  var gap = function (count) {
    return count === 0 ? words.scan_no_gap : count === 1 ? words.scan_one_gap : fill(words.scan_gaps, { count: count })
  }
  var add = function (parent, tag, text) {
    var element = document.createElement(tag)
    if (text) element.textContent = text
    return parent.appendChild(element)
  }

  all("[data-script=scan]", document).forEach(function (scan) {
    var part = function (name) { return all("[data-part=" + name + "]", scan) }
    var form = scan.querySelector("form")
    var steps = part("step")
    var rows = all(".scan-row", scan)
    var titles = rows.map(function (row) { return said(row.querySelector(".scan-place")) })
    var marks = all(".scan-mark", part("groups")[0])
    var list = form.querySelector("select")
    var link = part("link")[0]
    var undo = part("undo")[0]
    var outcome = steps.length - 1 // the last step; the others are the groups'
    var step = 0
    var answers = [] // of each group that is done: for each row the position, from 0
    var cleared = null // what "again" took away

    var chosen = function () { // null where the group at work has not chosen
      return rows.map(function (row) {
        var box = row.querySelector("input:checked")
        return box ? Number(box.value) : null
      })
    }
    var choose = function (positions) {
      rows.forEach(function (row, number) {
        if (positions[number] === null) return
        row.querySelector("[data-group='" + step + "'] input[value='" + positions[number] + "']").checked = true
      })
    }

    var show = function () {
      scan.dataset.step = step
      part("questions")[0].hidden = step === outcome
      part("outcome")[0].hidden = step !== outcome
      steps.forEach(function (heading, number) { heading.hidden = number !== step })
      part("done").forEach(function (done, number) { done.hidden = number !== step })
      part("again")[0].hidden = step === 0
      part("said")[0].textContent = [words.scan_first, words.scan_second, words.scan_third][step]
      part("open")[0].textContent = ""
      /* Only the boxes of the group at work are there, and a description belongs to its box. */
      all(".scan-choice", scan).forEach(function (choice) {
        all(".scan-answer", choice).forEach(function (answer, group) {
          answer.hidden = group !== step
          if (group === step) choice.querySelector(".scan-text").htmlFor = answer.querySelector("input").id
        })
      })
      if (step === outcome) compare()
    }
    var go = function (to) {
      step = to
      show()
      steps[step].focus()
    }

    var compare = function () {
      var gaps = rows.map(function (_, number) { return Math.abs(answers[0][number] - answers[1][number]) })
      var largest = Math.max.apply(null, gaps)
      var apart = gaps.map(function (one, number) { return one === largest && one > 0 ? number : -1 })
      apart = apart.filter(function (number) { return number >= 0 })
      all(".scan-table tbody tr", scan).forEach(function (line, number) {
        all(".scan-cell", line).forEach(function (cell, position) {
          cell.textContent = ""
          marks.forEach(function (mark, group) {
            if (answers[group][number] === position) cell.append(mark.cloneNode(true), " ")
          })
        })
        line.querySelector(".scan-difference").textContent = gap(gaps[number])
        line.classList.toggle("scan-apart", apart.indexOf(number) >= 0)
      })
      var told = part("largest")[0]
      told.textContent = ""
      var head = apart.length === 0 ? words.scan_same : apart.length === 1 ? words.scan_one_largest : words.scan_some_largest
      add(told, "p", fill(head, { gap: gap(largest), count: apart.length }))
      apart.forEach(function (number) {
        add(told, "h4", titles[number])
        var both = add(told, "ul")
        marks.forEach(function (mark, group) {
          var sees = add(both, "li")
          var text = all(".scan-text", rows[number])[answers[group][number]]
          sees.append(mark.cloneNode(true), " ")
          add(sees, "strong", said(text.firstElementChild) + ".")
          sees.append(" " + said(text.lastElementChild))
        })
      })
      told.hidden = false
      list.value = apart.length === 1 ? rows[apart[0]].dataset.row : ""
      lead()
    }
    var lead = function () {
      var option = list.selectedOptions[0]
      link.textContent = ""
      link.hidden = !list.value
      if (list.value) add(link, "a", fill(words.scan_open_list, { title: said(option) })).href = option.dataset.url
    }

    var forget = function () { // a new choice: what was cleared is gone
      cleared = null
      undo.hidden = true
    }
    var clear = function () {
      form.reset()
      answers = []
      lead()
    }

    part("done").forEach(function (done) {
      done.firstElementChild.addEventListener("click", function () {
        var now = chosen()
        var left = rows.filter(function (row, number) { return now[number] === null })
        if (left.length) {
          part("open")[0].textContent = fill(words.scan_left, {
            titles: left.map(function (row) { return titles[rows.indexOf(row)] }).join("; ")
          })
          left[0].querySelector(".scan-answer:not([hidden]) input").focus()
          return
        }
        answers[step] = now
        form.reset() // nothing on the page holds the answers of the group that is done
        go(step + 1)
      })
    })
    part("again")[0].firstElementChild.addEventListener("click", function () {
      var typed = all("input[type=text], select", form).map(function (field) { return field.value })
      cleared = { step: step, answers: answers, chosen: chosen(), typed: typed }
      clear()
      go(0)
      undo.hidden = false
    })
    undo.lastElementChild.addEventListener("click", function () {
      var back = cleared
      forget()
      answers = back.answers
      go(back.step)
      if (step !== outcome) choose(back.chosen)
      all("input[type=text], select", form).forEach(function (field, number) { field.value = back.typed[number] })
      lead()
      part("said")[0].textContent = words.scan_undone
    })
    part("print")[0].firstElementChild.addEventListener("click", function () { print() })
    list.addEventListener("change", lead)
    form.addEventListener("change", forget)
    form.addEventListener("submit", function (event) { event.preventDefault() })

    part("by-hand").forEach(function (one) { one.hidden = true })
    part("groups")[0].hidden = true
    part("print")[0].hidden = false
    clear() // a browser may have kept what was typed before
    show()
  })
})()
