/**
 * Tabs in the text (ARIA Authoring Practices: tabs that follow the focus). The page has titled blocks,
 * one below the other; a reader without scripts, and paper, keep those.
 */
(() => {
  "use strict"
  const STEPS = { ArrowLeft: -1, ArrowRight: 1 }
  const sets = []

  function setUp(set, setNumber) {
    const panels = [...set.children]
    const list = document.createElement("div")
    list.className = "tab-list"
    list.setAttribute("role", "tablist")
    const tabs = panels.map((panel, number) => {
      const tab = document.createElement("button")
      const title = panel.querySelector(":scope > .tab-title")
      tab.type = "button"
      tab.id = `__tab-${setNumber}-${number}`
      tab.append(...[...title.childNodes].map((node) => node.cloneNode(true)))
      tab.setAttribute("role", "tab")
      panel.id ||= `${tab.id}-text`
      tab.setAttribute("aria-controls", panel.id)
      panel.setAttribute("role", "tabpanel")
      panel.setAttribute("aria-labelledby", tab.id)
      tab.addEventListener("click", () => select(number))
      return tab
    })

    function select(selected) {
      tabs.forEach((tab, number) => {
        tab.setAttribute("aria-selected", number === selected)
        tab.tabIndex = number === selected ? 0 : -1
        panels[number].classList.toggle("tab-hidden", number !== selected)
      })
    }

    list.addEventListener("keydown", (event) => {
      const current = tabs.indexOf(document.activeElement)
      const last = tabs.length - 1
      const next = event.key === "Home" ? 0 : event.key === "End" ? last
        : event.key in STEPS ? (current + STEPS[event.key] + tabs.length) % tabs.length : -1
      if (next < 0) return
      event.preventDefault()
      select(next)
      tabs[next].focus()
    })

    list.append(...tabs)
    set.prepend(list)
    set.classList.add("tab-set-live")
    select(Math.max(0, panels.findIndex((panel) => "selected" in panel.dataset)))
    sets.push({ panels, select })
  }

  /** Show the tabs around the target of an address, and go there. */
  function showTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target?.closest(".tab-hidden")) return
    for (const { panels, select } of sets) {
      const number = panels.findIndex((panel) => panel.contains(target))
      if (number >= 0) select(number)
    }
    target.scrollIntoView()
  }

  document.querySelectorAll(".md-typeset .tab-set").forEach(setUp)
  if (sets.length) {
    addEventListener("hashchange", showTarget)
    showTarget()
  }
})()
