/**
 * In a narrow window the long fields of an item are folded away under a button; style sheets say when.
 * Nothing is folded on paper, in a wide window, or without this script.
 */
(() => {
  "use strict"
  const { messages, readText, storagePrefix, storage } = common
  const KEY = `${storagePrefix}.unfolded`

  function createButton(text) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "fold"
    button.textContent = text
    return button
  }

  /** Give an item a button, and return what folds it. */
  function setUpItem(item) {
    const names = [...item.querySelectorAll(".field-long > dt")].map(readText)
    if (!names.length) return []
    const [first, ...rest] = names
    const button = createButton([first, ...rest.map((name) => name.toLowerCase())].join(", "))
    item.append(button)

    function fold(isFolded) {
      item.classList.toggle("item-folded", isFolded)
      button.setAttribute("aria-expanded", !isFolded)
    }

    button.addEventListener("click", () => fold(!item.classList.contains("item-folded")))
    const unfoldTarget = () => { if (item.id && location.hash === `#${item.id}`) fold(false) }
    addEventListener("hashchange", unfoldTarget)
    fold(!storage?.getItem(KEY))
    unfoldTarget()
    return [fold]
  }

  for (const root of document.querySelectorAll("[data-script=checklist]")) {
    const folds = [...root.querySelectorAll("[data-item]")].flatMap(setUpItem)
    const bar = root.querySelector(".ticks")
    if (!bar || !folds.length) continue
    const button = createButton("")
    bar.append(button)

    function show() {
      button.textContent = storage?.getItem(KEY) ? messages.fold : messages.unfold
    }

    button.addEventListener("click", () => {
      const isFolded = button.textContent === messages.fold
      for (const fold of folds) fold(isFolded)
      button.textContent = isFolded ? messages.unfold : messages.fold
      try {
        if (isFolded) storage?.removeItem(KEY)
        else storage?.setItem(KEY, "1")
      } catch { /* then it holds for this page only */ }
    })
    show()
  }
})()
