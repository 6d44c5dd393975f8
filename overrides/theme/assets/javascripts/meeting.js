/**
 * Meeting mode for what a page shows: a checklist with its minutes, a conversation scan, a working
 * form. A link in it with [data-meeting] opens it, and so does any link to its address.
 */
(() => {
  "use strict"
  const { messages, formatMessage, readText } = common
  const { openStage, make } = meetingStage
  const EMPTY = { state: "", name: "", date: "", note: "" }
  const LONGEST = { name: 60, note: 200 } // characters: the minutes go on one sheet

  const COLUMNS = {
    what: messages.meeting_what,
    name: messages.meeting_name,
    date: messages.meeting_date,
    note: messages.meeting_note
  }
  const STATES = { done: messages.meeting_is_done, later: messages.meeting_is_later }
  const GROUPS = {
    actions: messages.meeting_actions,
    done: messages.meeting_done,
    left: messages.meeting_left
  }
  const FORMS = {
    document: messages.meeting_copy_document,
    table: messages.meeting_copy_table,
    markdown: messages.meeting_copy_markdown
  }

  const readAll = (root, selector) => [...root.querySelectorAll(selector)].map(readText)

  const readOne = (root, selector) => readAll(root, selector)[0] ?? ""

  const makeList = (texts) => make("ul", {}, ...texts.map((text) => make("li", {}, text)))

  const makePlace = (number, count, text) =>
    [formatMessage(messages.meeting_place, { number, count }), text].filter(Boolean).join(" · ")

  // ---- A checklist -----------------------------------------------------------------------------

  const isFilled = (entry) => Object.keys(EMPTY).some((key) => entry?.[key])

  /** Return the items that the page shows: first those of the meeting itself, then the others. */
  function readItems(root) {
    const blocks = [...root.querySelectorAll("[data-block]")]
    const isAfter = ({ dataset }) => dataset.phase === "after"
    return [...blocks.filter((block) => !isAfter(block)), ...blocks.filter(isAfter)]
      .flatMap((block) => [...block.querySelectorAll("[data-item]")].map((item, index) => ({
        item,
        id: item.dataset.item,
        what: readOne(item, "[data-field=what]"),
        block: readOne(block, "[data-field=block]"),
        intro: index ? "" : readOne(block, "[data-field=intro]"),
        minutes: parseInt(readOne(item, "[data-field=minutes]"), 10) || 0
      })))
      .filter(({ item }) => !item.closest("[hidden]"))
  }

  /** Return the fields of an item as the page has them: terms with their texts. */
  const buildFields = (item) => make("dl", {}, ...[...item.querySelectorAll("dd")].map((field) =>
    make(
      "div",
      { class: field.parentElement.className },
      make("dt", {}, readText(field.previousElementSibling)), " ", make("dd", {}, readText(field))
    )))

  /** Return what was noted, in groups; also of items that are no longer in the list, or chosen. */
  function readGroups(items, entries) {
    const known = new Set(items.map(({ id }) => id))
    const gone = Object.entries(entries)
      .filter(([id, entry]) => !known.has(id) && isFilled(entry))
      .map(([id, { what }]) => ({ id, what }))
    const rows = [...items, ...gone].map(({ id, what }) => ({ ...EMPTY, ...entries[id], id, what }))
    const groupOf = ({ state, name, date }) =>
      state === "done" ? "done" : !state && (name || date) ? "actions" : "left"
    return Object.entries(GROUPS)
      .map(([id, title]) => ({ id, title, rows: rows.filter((row) => groupOf(row) === id) }))
      .filter((group) => group.rows.length)
  }

  function openList(root, ...rest) {
    const { id, title, close, address, minutes, labels } = readChecklist(root)
    const items = readItems(root)
    const { calendar: product, host } = root.querySelector("[data-calendar]").dataset

    function buildScreens(stage) {
      const readMinutes = () => ({
        id, title, close, address,
        closeLabel: labels.close,
        date: stage.getState().started,
        groups: readGroups(items, stage.getState().entries)
      })

      function buildForm({ id: itemId, what }) {
        const { entries } = stage.getState()
        const entry = entries[itemId] = { ...EMPTY, ...entries[itemId], what }
        const names = new Set(Object.values(entries).map(({ name }) => name).filter(Boolean))
        const toggles = Object.entries(STATES).map(([value, text]) => make("button", {
          "type": "button",
          "data-state": value,
          "click": () => {
            entry.state = entry.state === value ? "" : value
            showState()
            stage.save()
          }
        }, text))
        const buildField = (name, attributes) => make(
          "label",
          { class: `meeting-${name}` },
          make("span", {}, COLUMNS[name]),
          make("input", {
            autocomplete: "off",
            value: entry[name],
            ...attributes,
            input: ({ target }) => {
              entry[name] = target.value
              stage.save()
            }
          })
        )

        function showState() {
          for (const toggle of toggles) {
            toggle.setAttribute("aria-pressed", toggle.dataset.state === entry.state)
          }
        }

        showState()
        return make(
          "div",
          { "class": "meeting-form", "role": "group", "aria-label": messages.meeting_form },
          make("p", { class: "meeting-toggles" }, ...toggles),
          buildField("name", { type: "text", maxlength: LONGEST.name, list: "__meeting-names" }),
          buildField("date", { type: "date" }),
          buildField("note", { type: "text", maxlength: LONGEST.note }),
          make("datalist", { id: "__meeting-names" },
            ...[...names].map((value) => make("option", { value })))
        )
      }

      function buildTable({ title: heading, rows }) {
        const columns = Object.keys(COLUMNS)
        const format = { date: (row) => row.date && common.formatDate(row.date) }
        return [make("h3", {}, heading), make(
          "table",
          {},
          make("thead", {}, make("tr", {}, ...columns.map((name) =>
            make("th", { scope: "col" }, COLUMNS[name])))),
          make("tbody", {}, ...rows.map((row) => make("tr", { "data-row": row.id }, ...columns.map(
            (name, index) => make(
              index ? "td" : "th",
              index ? { "data-label": COLUMNS[name] } : { scope: "row" },
              (format[name] ?? (() => row[name]))(row)
            )
          ))))
        )]
      }

      /** Return the minutes, with what can be done with them. */
      function buildMinutes() {
        const noted = readMinutes()
        const dated = noted.groups.find((group) => group.id === "actions")?.rows
          .filter(({ date }) => date) ?? []
        const fallback = make(
          "p", { class: "meeting-by-hand" },
          make("label", {}, messages.meeting_by_hand, make("textarea", { rows: 8, readonly: "" }))
        )
        fallback.hidden = true
        const copiers = Object.entries(FORMS).map(([form, text]) => stage.makeButton(
          text,
          async () => {
            const payload = meetingMinutes.builders[form](noted)
            if (await copyToClipboard(payload, fallback)) stage.announce(messages.meeting_copied)
          },
          { "data-copy-minutes": form }
        ))
        const calendar = dated.length > 0 && stage.makeButton(
          formatMessage(messages.meeting_calendar, { count: dated.length }),
          () => {
            const file = `${id}-${noted.date}.ics`
            const text = meetingMinutes.createCalendar(noted, dated, { product, host })
            checklistToolbar.saveCalendar(text, file)
            stage.announce(formatMessage(messages.meeting_saved, { file }))
          },
          { "data-calendar-minutes": "" }
        )
        return [
          make("p", { class: "meeting-day" }, `${title} · ${common.formatDate(noted.date)}`),
          ...noted.groups.flatMap(buildTable),
          make("p", { class: "meeting-take" }, ...copiers, calendar,
            stage.makeButton(messages.meeting_print, () => print())),
          fallback,
          make("p", { class: "meeting-kept" }, messages.meeting_kept, " ",
            stage.makeButton(messages.meeting_wipe, () => stage.ask(
              messages.meeting_wipe_asks,
              messages.meeting_wipe_text,
              [messages.meeting_wipe_yes, stage.wipe],
              [messages.meeting_wipe_no, stage.showAgain]
            )))
        ]
      }

      /** Return how many items got what, and which actions lack a name or a date. */
      function buildClose() {
        const { groups } = readMinutes()
        const rowsOf = (name) => groups.find((group) => group.id === name)?.rows ?? []
        const counts = Object.fromEntries(
          Object.keys(GROUPS).map((name) => [name, rowsOf(name).length])
        )
        const open = rowsOf("actions").filter(({ name, date }) => !name || !date)
        return [
          make("p", {}, formatMessage(messages.meeting_counts, counts)),
          ...(open.length
            ? [make("p", {}, messages.meeting_lacks), makeList(open.map(({ what }) => what))]
            : [])
        ]
      }

      return [
        ...items.map((item, index) => ({
          id: item.id,
          label: makePlace(index + 1, items.length, item.block),
          heading: item.what,
          minutes: item.minutes,
          build: () => [
            item.intro && make("p", {}, item.intro), buildFields(item.item), buildForm(item)
          ].filter(Boolean)
        })),
        {
          id: "--close",
          label: labels.close,
          heading: close || messages.meeting_close,
          build: buildClose
        },
        {
          id: "--minutes",
          label: "",
          heading: messages.meeting_minutes,
          build: buildMinutes
        }
      ]
    }

    return openStage({ id, title, minutes, buildScreens, isFilled, hue: readHue(root) }, ...rest)
  }

  // ---- A conversation scan ---------------------------------------------------------------------

  /** One question a screen, to which both groups show their answer at the same time. */
  function openScan(root, ...rest) {
    const scan = scanForms.get(root)
    const groups = [...root.querySelectorAll("[data-part=groups] > li")].map((group) => ({
      mark: readOne(group, ".scan-mark"), name: readOne(group, "[data-field=group]")
    }))
    const rows = [...root.querySelectorAll(".scan-row")]
    const titles = rows.map((row) => readOne(row, "[data-field=page]"))
    const answers = groups.map(() => rows.map(() => null)) // on this page only: a scan is not kept

    function buildScreens(stage) {
      function buildChoice(choice, row, position) {
        const buttons = groups.map(({ mark, name }, group) => stage.makeButton(mark, () => {
          answers[group][row] = position
          stage.dialog.querySelectorAll(`[data-group="${group}"]`).forEach((button) => {
            button.setAttribute("aria-pressed", Number(button.dataset.position) === position)
          })
        }, {
          "class": `scan-mark scan-mark-${group + 1}`,
          "data-group": group,
          "data-position": position,
          "aria-pressed": answers[group][row] === position,
          "aria-label": `${mark}, ${name}: ${readOne(choice, "[data-field=position]")}`
        }))
        return make("li", {},
          make("span", {}, make("strong", {}, readOne(choice, "[data-field=position]")), " ",
            readOne(choice, "[data-field=sign]")),
          make("span", { class: "meeting-marks" }, ...buttons))
      }

      function buildOutcome() {
        const open = titles.filter((_, row) => answers.some((group) => group[row] === null))
        if (open.length) {
          return [make("p", {}, messages.meeting_scan_open), makeList(open)]
        }
        const signs = (row) => readAll(rows[row], "[data-field=position]")
        const gaps = rows.map((_, row) => Math.abs(answers[0][row] - answers[1][row]))
        const largest = Math.max(...gaps)
        const order = [...rows.keys()].sort((one, other) => gaps[other] - gaps[one])
        return [
          make("ol", { class: "meeting-gaps" }, ...order.map((row) => make(
            "li",
            { class: largest && gaps[row] === largest ? "scan-apart" : "" },
            make("strong", {}, titles[row]), " ",
            make("span", {}, groups.map(({ mark }, group) =>
              `${mark}: ${signs(row)[answers[group][row]]}`).join(" · ")), " ",
            make("span", {}, formatMessage(messages.meeting_scan_gap, {
              gap: scan.formatGap(gaps[row])
            }))
          ))),
          make("p", { class: "meeting-answers" }, stage.makeButton(messages.meeting_scan_on, () => {
            stage.dialog.addEventListener("close", () => scan.showAnswers(answers))
            stage.dialog.close()
          }))
        ]
      }

      return [
        ...rows.map((row, index) => ({
          id: row.dataset.row,
          label: makePlace(index + 1, rows.length, titles[index]),
          heading: readOne(row, "[data-field=question]"),
          build: () => [
            make("p", {}, messages.meeting_scan_text, " ",
              groups.map(({ mark, name }) => `${mark}: ${name}.`).join(" ")),
            make("ol", { class: "meeting-choices" },
              ...[...row.querySelectorAll(".scan-choice")].map((choice, position) =>
                buildChoice(choice, index, position)))
          ]
        })),
        { id: "--outcome", label: "", heading: messages.meeting_scan_outcome, build: buildOutcome }
      ]
    }

    const title = readOne(root, ".scan-title")
    return openStage(
      { id: readId(root), title, minutes: 0, isKept: false, buildScreens, hue: readHue(root) }, ...rest
    )
  }

  // ---- A working form --------------------------------------------------------------------------

  function openWorkform(root, ...rest) {
    const steps = [...root.querySelectorAll(".workform-steps > li")]
    const minutesOf = (step) => parseInt(readOne(step, "[data-field=minutes]"), 10) || 0
    const title = readText(document.querySelector("h1"))
    const [materialLabel, watchLabel] = readAll(root, ".label")
    const buildScreens = () => [
      {
        id: "--start",
        label: readOne(root, ".workform-goal > strong"),
        heading: readOne(root, "[data-field=goal]"),
        build: () => [
          make("p", {}, readOne(root, "[data-field=group]")),
          make("h3", {}, materialLabel),
          makeList(readAll(root, "[data-field=material]"))
        ]
      },
      ...steps.map((step, index) => ({
        id: `step-${index + 1}`,
        label: makePlace(index + 1, steps.length, readOne(step, ".workform-clock")),
        heading: readOne(step, "[data-field=what]"),
        minutes: minutesOf(step),
        build: () => {
          const say = readOne(step, "[data-field=say]")
          return [
            make("p", {}, readOne(step, "[data-field=how]")),
            say && make("p", { class: "meeting-say" },
              make("span", {}, readOne(step, ".workform-label")), " ", make("q", {}, say))
          ].filter(Boolean)
        }
      })),
      {
        id: "--end",
        label: readOne(root, ".workform-result > strong"),
        heading: readOne(root, "[data-field=result]"),
        build: () => [
          make("h3", {}, watchLabel), makeList(readAll(root, "[data-field=watch]"))
        ]
      }
    ]
    const minutes = steps.map(minutesOf).reduce((sum, count) => sum + count, 0)
    return openStage(
      { id: readId(root), title, minutes, buildScreens, hue: readHue(root) }, ...rest
    )
  }

  // ---- Opening ---------------------------------------------------------------------------------

  const OPENERS = { checklist: openList, scan: openScan, workform: openWorkform }

  /** Return the class that gives a part of the page its colour. */
  const readHue = (root) => /\bhue-\d/.exec(root.closest("[class*=hue-]")?.className)?.[0] ?? ""

  const readId = ({ id, dataset }) => dataset.checklist ?? dataset.workform ?? id

  /** Let the link in a part of the page open its meeting, as do other links to it, and its address. */
  function setUp(link) {
    const root = link.closest("[data-script]")
    const { hash } = link
    let dialog = null

    /** `former`: the address to go back to; `opener`: where the focus goes. */
    function start(isReload, former, opener) {
      if (dialog) return
      dialog = OPENERS[root.dataset.script](root, isReload, (message) => {
        dialog = null
        if (location.hash === hash) history.replaceState(history.state, "", former)
        opener.focus()
        if (message) common.announce(root.querySelector(".meeting-message"), message)
      })
    }

    /** Open or close as the address says: typed, of a reload, or of the way back. */
    function followAddress(isReload) {
      if (location.hash === hash) start(isReload, location.href.split("#")[0], link)
      else dialog?.close()
    }

    link.closest("[hidden]").hidden = false
    for (const opener of document.querySelectorAll(`a[href="${hash}"]`)) {
      opener.addEventListener("click", (event) => {
        event.preventDefault()
        const former = location.href
        history.pushState(null, "", hash)
        start(false, former, opener)
      })
    }
    addEventListener("popstate", () => followAddress(false))
    addEventListener("hashchange", () => followAddress(false))
    followAddress(performance.getEntriesByType("navigation")[0]?.type === "reload")
  }

  document.querySelectorAll("a[data-meeting]").forEach(setUp)
})()
