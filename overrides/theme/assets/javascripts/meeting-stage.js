/**
 * The stage of meeting mode: a dialog as large as the window that shows one screen at a time, with a
 * clock. What is noted is kept in this browser until somebody wipes it; nothing is sent.
 */
(() => {
  "use strict"
  const { messages, formatMessage, formatDate, announce, storagePrefix, storage } = common
  const STEPS = { "PageDown": 1, "PageUp": -1, "ArrowRight": 1, "ArrowLeft": -1, " ": 1 }
  const SWIPE = 60 // pixels
  const memory = new Map() // what could not be stored

  /** Return an element; functions among the attributes listen to the event of that name. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value)
      else if (value !== false) element.setAttribute(key, value)
    }
    element.append(...children.filter(Boolean))
    return element
  }

  const makeButton = (text, click, attributes) =>
    make("button", { type: "button", click, ...attributes }, text)

  /** Return a time of seconds as minutes and seconds: 12:05. */
  function formatTime(seconds) {
    const whole = Math.max(0, Math.floor(seconds))
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
  }

  /** Return the day of today where the reader is: 2026-12-01. */
  function readToday() {
    const now = new Date()
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10)
  }

  /** Return what is kept under a key, or null; it may come from another version, or a hand. */
  function load(key) {
    try {
      const state = JSON.parse(storage.getItem(key)) ?? memory.get(key)
      return typeof state.entries === "object" ? { ...state, entries: { ...state.entries } } : null
    } catch {
      return memory.get(key) ?? null
    }
  }

  /** Keep a state, and return whether it will still be there after a reload. */
  function save(key, state) {
    try {
      storage.setItem(key, JSON.stringify(state))
      memory.delete(key)
      return true
    } catch {
      memory.set(key, state)
      return false
    }
  }

  function forget(key) {
    memory.delete(key)
    storage?.removeItem(key)
  }

  /**
   * Open a meeting: { id, title, hue, minutes, buildScreens }. `buildScreens` gets what a screen may
   * do, and returns screens { id, label, heading, minutes, build }. `isReload`: go on without asking.
   */
  function openStage(meeting, isReload, onClose) {
    const key = `${storagePrefix}.meeting.${meeting.id}`
    const isKept = meeting.isKept !== false
    const found = isKept ? load(key) : null
    const fresh = () => ({ started: readToday(), at: "", spent: 0, entered: 0, entries: {} })
    let state = found ?? fresh()
    let current = 0
    let resume = null // what goes on after a pause or a question
    let isPaused = false
    let parting = "" // what the page says when this is closed
    let last = Date.now()

    const clock = make("span", { role: "timer" })
    const needle = make("b", {})
    const bar = make("div", { "class": "meeting-bar", "aria-hidden": "true" }, needle)
    const main = make("div", { "class": "meeting-main" })
    const status = make("p", { "class": "meeting-status", "role": "status" })
    const warning = make("p", { class: "meeting-warning", role: "status" })
    const back = makeButton(messages.meeting_back, () => move(-1))
    const pause = makeButton(messages.meeting_pause, () => {
      isPaused = true
      ask(messages.meeting_paused, messages.meeting_paused_text, [messages.meeting_resume, () => {
        isPaused = false
        show(current)
      }])
      resume = main.querySelector("button")
    })
    const next = makeButton(messages.meeting_next, () => move(1), { class: "meeting-next" })
    const foot = make("div", { class: "meeting-foot" }, back, pause, next)
    const shut = makeButton(messages.meeting_shut, () => dialog.close(), { class: "meeting-shut" })
    const whole = document.fullscreenEnabled && makeButton(messages.meeting_whole, () => {
      if (document.fullscreenElement) document.exitFullscreen()
      else body.requestFullscreen()
    }, { class: "meeting-shut" })
    const top = make(
      "div", { class: "meeting-top" },
      make("p", { class: "meeting-title" }, meeting.title), clock, whole, shut, bar
    )
    // Not the dialog itself: that may not become the whole screen.
    const body = make("div", { class: "meeting-body" }, top, warning, main, status, foot)
    const dialog = make(
      "dialog", { "class": `meeting ${meeting.hue}`, "aria-label": meeting.title }, body
    )
    const stage = {
      make, makeButton, move, ask, save: keep, dialog,
      getState: () => state,
      announce: (message) => announce(status, message),
      showAgain: () => show(current),
      wipe() {
        forget(key)
        state = null
        parting = messages.meeting_wiped
        dialog.close()
      }
    }
    const screens = meeting.buildScreens(stage)
    for (const { minutes } of screens) {
      const part = make("i", {})
      part.style.flexGrow = minutes || 0
      bar.append(part)
    }

    function keep() {
      if (isKept) warning.textContent = save(key, state) ? "" : messages.meeting_not_kept
    }

    /** Show the time of the whole and of this screen; called each second. */
    function tick() {
      const now = Date.now()
      if (state && !isPaused && !dialog.classList.contains("meeting-asks")) {
        state.spent += (now - last) / 1000
      }
      last = now
      if (!state) return
      const { minutes } = screens[current]
      const parts = [[state.spent, meeting.minutes, messages.meeting_clock]]
      if (minutes) parts.push([state.spent - state.entered, minutes, messages.meeting_clock_here])
      clock.replaceChildren(...parts.map(([seconds, most, message]) => make(
        "span",
        { class: most && seconds > most * 60 ? "meeting-late" : "" },
        most ? formatMessage(message, { time: formatTime(seconds), minutes: most })
          : formatTime(seconds)
      )))
      bar.hidden = !meeting.minutes
      needle.style.left = `${Math.min(100, state.spent / meeting.minutes / .6)}%`
      if (Math.floor(state.spent) % 5 === 0 && document.hasFocus()) keep()
    }

    function fill(isQuestion, heading, ...nodes) {
      const title = make("h2", { tabindex: "-1" }, heading)
      resume = null
      status.textContent = ""
      dialog.classList.toggle("meeting-asks", isQuestion)
      foot.hidden = isQuestion
      main.replaceChildren(...nodes.slice(0, 1).filter(Boolean), title, ...nodes.slice(1))
      main.scrollTop = 0
      title.focus()
    }

    /** Ask or say something instead of a screen; the clock waits. */
    function ask(heading, text, ...answers) {
      fill(true, heading, null, make("p", {}, text), make(
        "p", { class: "meeting-answers" }, ...answers.map((answer) => makeButton(...answer))
      ))
    }

    function show(number) {
      const isOther = screens[number].id !== state.at
      current = number
      const { id, label, heading, build } = screens[number]
      if (isOther) Object.assign(state, { at: id, entered: state.spent })
      dialog.dataset.screen = id
      fill(false, heading, make("p", { class: "meeting-place" }, label), ...build())
      back.hidden = !number
      next.hidden = number === screens.length - 1
      ;[...bar.querySelectorAll("i")].forEach((part, index) => {
        part.className = index === number ? "meeting-here" : index < number ? "meeting-past" : ""
      })
      tick()
      keep()
    }

    function move(step) {
      if (resume) return resume.click()
      const number = current + step
      if (!foot.hidden && screens[number]) show(number)
    }

    dialog.addEventListener("keydown", (event) => {
      const { key: name, target } = event
      const isTaken = !name.startsWith("Page") &&
        target.matches(name === " " ? "input, textarea, button, a" : "input, textarea")
      if (!(name in STEPS) || isTaken || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      if (!event.repeat) move(name === " " && event.shiftKey ? -1 : STEPS[name])
    })

    // A click on the ground, or a fragment in the address, takes the focus and so the keys. The key
    // Tab may: it leads to the browser's own buttons.
    let lastKey = ""
    dialog.addEventListener("keydown", ({ key: name }) => { lastKey = name })
    dialog.addEventListener("pointerdown", () => { lastKey = "" })
    dialog.addEventListener("focusout", () => setTimeout(() => {
      const isLost = document.activeElement === document.body && lastKey !== "Tab"
      if (isLost) dialog.querySelector("h2")?.focus()
    }))

    let touch = null
    main.addEventListener("touchstart", ({ touches }) => {
      touch = touches.length === 1 ? touches[0] : null
    }, { passive: true })
    main.addEventListener("touchend", ({ changedTouches: [end], target }) => {
      if (!touch || target.closest("input, textarea, table")) return
      const [across, down] = [end.clientX - touch.clientX, end.clientY - touch.clientY]
      if (Math.abs(across) > Math.max(SWIPE, 2 * Math.abs(down))) move(across < 0 ? 1 : -1)
    })

    /** Follow another tab, unless the reader is at work in this one. */
    function onStorage(event) {
      if (event.key !== key && event.key !== null || document.hasFocus()) return
      state = load(key)
      if (state) show(current)
      else dialog.close()
    }

    const timer = setInterval(tick, 1000)
    const onLeave = () => state && keep()
    addEventListener("storage", onStorage)
    addEventListener("pagehide", onLeave)
    dialog.addEventListener("close", () => {
      clearInterval(timer)
      removeEventListener("storage", onStorage)
      removeEventListener("pagehide", onLeave)
      if (document.fullscreenElement === body) document.exitFullscreen()
      dialog.remove()
      if (state && Object.values(state.entries).some(meeting.isFilled ?? (() => false))) {
        keep()
        parting = messages.meeting_closed
      } else if (state) {
        forget(key)
      }
      onClose(parting)
    })

    const start = () => {
      const number = screens.findIndex(({ id }) => id === state.at)
      show(Math.max(0, number))
    }
    document.body.append(dialog)
    dialog.showModal()
    if (!found || isReload) start()
    else ask(
      messages.meeting_found,
      formatMessage(messages.meeting_found_text, { date: formatDate(state.started) }),
      [messages.meeting_resume, start],
      [messages.meeting_anew, () => {
        forget(key)
        state = fresh()
        start()
      }]
    )
    return dialog
  }

  window.meetingStage = { openStage, make }
})()
