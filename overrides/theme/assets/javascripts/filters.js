/**
 * Filters of an overview: the rows that fit best come first. What a reader chooses is also put behind the # of the address, so that it can
 * be sent as a link. Without scripts the whole overview shows.
 */
(() => {
  "use strict"
  function setUpFilters(overview) {
    const form = overview.querySelector("form")
    const rows = [...overview.querySelectorAll("[data-row]")]
    const selects = [...form.querySelectorAll("select")]
    const status = form.querySelector("[role=status]")

    /** Return how well a row fits what is chosen: a value may have a weight, `value:3`; 0 is not. */
    function weigh(row) {
      const weights = selects.filter(({ value }) => value).map(({ name, value }) => {
        const fit = (row.dataset[name] ?? "").split(" ").find((one) => one.split(":")[0] === value)
        return fit ? Number(fit.split(":")[1] ?? 1) : 0
      })
      return weights.includes(0) ? 0 : weights.reduce((sum, weight) => sum + weight, 1)
    }

    function filterRows() {
      const weights = new Map(rows.map((row) => [row, weigh(row)]))
      for (const row of rows) row.hidden = !weights.get(row)
      rows[0]?.parentElement.append(...[...rows].sort((a, b) => weights.get(b) - weights.get(a)))
      status.textContent = common.formatMessage(status.dataset.found, {
        count: rows.filter((row) => !row.hidden).length, all: rows.length
      })
    }

    function updateAddress() {
      const chosen = selects.filter(({ value }) => value).map(({ name, value }) => `${name}=${value}`)
      const hash = chosen.length ? `#${chosen.join("&")}` : ""
      history.replaceState(history.state, "", location.href.split("#")[0] + hash)
    }

    /** Take over only values that can be chosen here; any other fragment leads to a heading. */
    function readAddress() {
      const parameters = new URLSearchParams(location.hash.slice(1))
      if (!selects.some(({ name }) => parameters.has(name))) return
      for (const select of selects) {
        select.value = parameters.get(select.name) ?? ""
        if (select.selectedIndex < 0) select.value = ""
      }
    }

    function update() {
      filterRows()
      updateAddress()
    }

    form.addEventListener("change", update)
    form.addEventListener("reset", () => setTimeout(update)) // the values change after this event
    addEventListener("hashchange", () => {
      readAddress()
      filterRows()
    })
    form.hidden = false
    readAddress()
    filterRows() // a browser may have kept the values of an earlier visit
  }

  for (const overview of document.querySelectorAll("[data-script=filters]")) setUpFilters(overview)
})()
