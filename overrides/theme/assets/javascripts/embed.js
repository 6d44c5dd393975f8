/** A list in a frame tells the page around it how high it is; and the page that gives the code for that. */
(() => {
  "use strict"
  const TYPE = "checklist-height"

  /** Tell the page around this frame how high the list is: to any site, because it is no secret. */
  function reportHeight() {
    const root = document.documentElement
    const report = () =>
      parent.postMessage({ type: TYPE, height: Math.ceil(root.getBoundingClientRect().height) }, "*")
    new ResizeObserver(report).observe(root)
  }

  function setUpMaker(maker) {
    const part = (name) => maker.querySelector(`[data-part=${name}]`)
    const form = part("form")
    const preview = part("preview")
    const area = form.querySelector("#embed-code")
    const isFolder = location.protocol === "file:"
    const root = new URL(preview.dataset.root, location).href.replace(/[^/]*$/, "")
    const frame = document.createElement("iframe")

    function show() {
      const [option] = form.elements.list.selectedOptions
      const path = option.dataset[form.elements.form.value]
      const title = preview.dataset.title.replace("{title}", option.textContent)
      const attribute = title.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;")
      frame.title = title
      if (!isFolder) frame.src = root + path
      area.value = area.dataset.code
        .replace("{url}", (maker.dataset.address || root) + path)
        .replace("{title}", () => attribute)
        .trim()
    }

    addEventListener("message", ({ data, origin, source }) => {
      if (source !== frame.contentWindow || origin !== location.origin) return
      if (data.type === TYPE) frame.style.height = `${data.height}px`
    })
    form.addEventListener("change", show)
    part("copy").addEventListener("click", async () => {
      const copied = await copyToClipboard({ html: "", text: area.value }, part("by-hand"))
      if (copied) common.announce(part("status"), common.messages.embed_copied)
    })
    part("folder").hidden = !isFolder
    if (!isFolder) preview.append(frame)
    const asked = new URLSearchParams(location.hash.slice(1)).get("list")
    if ([...form.elements.list.options].some(({ value }) => value === asked)) {
      form.elements.list.value = asked
    }
    part("without").hidden = true
    form.hidden = false
    show()
  }

  if (document.documentElement.classList.contains("embed") && parent !== window) reportHeight()
  document.querySelectorAll("[data-script=embed]").forEach(setUpMaker)
})()
