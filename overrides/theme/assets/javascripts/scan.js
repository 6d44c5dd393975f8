/**
 * The conversation scan: two groups answer one after the other, and then see where they differ. The
 * answers live in this script only: nothing is stored or sent, and a reload starts again.
 */
(() => {
  "use strict"
  const { messages, formatMessage, readText } = common

  function formatGap(count) {
    if (count === 0) return messages.scan_no_gap
    return count === 1 ? messages.scan_one_gap : formatMessage(messages.scan_gaps, { count })
  }

  function createElement(name, ...children) {
    const element = document.createElement(name)
    element.append(...children)
    return element
  }

  function setUpScan(scan) {
    const all = (selector) => [...scan.querySelectorAll(selector)]
    const parts = (name) => all(`[data-part=${name}]`)
    const part = (name) => scan.querySelector(`[data-part=${name}]`)
    const form = scan.querySelector("form")
    const headings = parts("step")
    const rows = all(".scan-row")
    const titles = rows.map((row) => readText(row.querySelector(".scan-place")))
    const groupMarks = [...part("groups").querySelectorAll(".scan-mark")]
    const textFields = all("form input[type=text], form select")
    const select = form.querySelector("select")
    const lastStep = headings.length - 1 // the outcome; the others are of the groups
    let step = 0
    let answers = [] // of each group that is done: the position in each row, from 0
    let former = null // what can be restored after a new start

    /** Return the positions that the group at work has chosen; null in a row without a choice. */
    const getPositions = () => rows.map((row) => {
      const box = row.querySelector("input:checked")
      return box ? Number(box.value) : null
    })

    function setPositions(positions) {
      rows.forEach((row, index) => {
        if (positions[index] === null) return
        const value = `input[value='${positions[index]}']`
        row.querySelector(`[data-group='${step}'] ${value}`).checked = true
      })
    }

    function showStep() {
      scan.dataset.step = step
      part("questions").hidden = step === lastStep
      part("outcome").hidden = step !== lastStep
      headings.forEach((heading, index) => { heading.hidden = index !== step })
      parts("done").forEach((done, index) => { done.hidden = index !== step })
      part("again").hidden = step === 0
      part("status").textContent =
        [messages.scan_first, messages.scan_second, messages.scan_third][step]
      part("open").textContent = ""
      // Only the boxes of the group at work show, and a description is the label of its box.
      for (const choice of all(".scan-choice")) {
        choice.querySelectorAll(".scan-answer").forEach((answer, group) => {
          answer.hidden = group !== step
          if (group !== step) return
          choice.querySelector(".scan-text").htmlFor = answer.querySelector("input").id
        })
      }
      if (step === lastStep) showOutcome()
    }

    function goTo(number) {
      step = number
      showStep()
      headings[step].focus()
    }

    function showOutcome() {
      const gaps = rows.map((_, index) => Math.abs(answers[0][index] - answers[1][index]))
      const largest = Math.max(...gaps)
      const furthest = [...rows.keys()].filter((index) => largest && gaps[index] === largest)
      all(".scan-table tbody tr").forEach((line, index) => {
        line.querySelectorAll(".scan-cell").forEach((cell, position) => {
          cell.replaceChildren(...groupMarks
            .filter((_, group) => answers[group][index] === position)
            .flatMap((mark) => [mark.cloneNode(true), " "]))
        })
        line.querySelector(".scan-difference").textContent = formatGap(gaps[index])
        line.classList.toggle("scan-apart", furthest.includes(index))
      })
      const heading = [messages.scan_same, messages.scan_one_largest][furthest.length]
        ?? messages.scan_some_largest
      const summary = formatMessage(
        heading, { gap: formatGap(largest), count: furthest.length }
      )
      part("largest").replaceChildren(
        createElement("p", summary),
        ...furthest.flatMap((index) => [
          createElement("h4", titles[index]),
          createElement("ul", ...groupMarks.map((mark, group) => describeAnswer(index, mark, group)))
        ])
      )
      part("largest").hidden = false
      select.value = furthest.length === 1 ? rows[furthest[0]].dataset.row : ""
      showLink()
    }

    /** Return a list item with what a group answered in a row. */
    function describeAnswer(index, mark, group) {
      const text = rows[index].querySelectorAll(".scan-text")[answers[group][index]]
      return createElement(
        "li",
        mark.cloneNode(true),
        " ",
        createElement("strong", `${readText(text.firstElementChild)}.`),
        ` ${readText(text.lastElementChild)}`
      )
    }

    /** Show a link to the checklist that is selected. */
    function showLink() {
      const [option] = select.selectedOptions
      part("link").hidden = !select.value
      part("link").replaceChildren()
      if (!select.value) return
      const text = formatMessage(messages.scan_open_list, { title: readText(option) })
      const link = createElement("a", text)
      link.href = option.dataset.url
      part("link").append(link)
    }

    function forgetFormer() {
      former = null
      part("undo").hidden = true
    }

    function clear() {
      form.reset()
      answers = []
      showLink()
    }

    function finishGroup() {
      const positions = getPositions()
      const open = [...rows.keys()].filter((index) => positions[index] === null)
      if (open.length) {
        part("open").textContent = formatMessage(messages.scan_left, {
          titles: open.map((index) => titles[index]).join("; ")
        })
        rows[open[0]].querySelector(".scan-answer:not([hidden]) input").focus()
        return
      }
      answers[step] = positions
      form.reset() // nothing on the page holds the answers of the group that is done
      goTo(step + 1)
    }

    function startAgain() {
      const typed = textFields.map((field) => field.value)
      former = { step, answers, positions: getPositions(), typed }
      clear()
      goTo(0)
      part("undo").hidden = false
    }

    function restore() {
      const state = former
      forgetFormer()
      answers = state.answers
      goTo(state.step)
      if (step !== lastStep) setPositions(state.positions)
      textFields.forEach((field, index) => { field.value = state.typed[index] })
      showLink()
      part("status").textContent = messages.scan_undone
    }

    const onClick = (element, act) => element.querySelector("button").addEventListener("click", act)
    for (const done of parts("done")) onClick(done, finishGroup)
    onClick(part("again"), startAgain)
    onClick(part("undo"), restore)
    onClick(part("print"), () => print())
    select.addEventListener("change", showLink)
    form.addEventListener("change", forgetFormer)

    /** Show the outcome of answers that were given elsewhere. */
    function showAnswers(given) {
      answers = given
      forgetFormer()
      goTo(lastStep)
    }

    for (const element of parts("by-hand")) element.hidden = true
    part("groups").hidden = true
    part("print").hidden = false
    clear() // a browser may have kept what was typed before
    showStep()
    return { formatGap, showAnswers }
  }

  const roots = [...document.querySelectorAll("[data-script=scan]")]
  window.scanForms = new Map(roots.map((root) => [root, setUpScan(root)]))
})()
