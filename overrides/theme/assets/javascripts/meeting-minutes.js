/** The minutes of a meeting: three forms that can be copied, as {html, text}, and a calendar file. */
(() => {
  "use strict"
  const { messages, formatMessage, formatDate } = common
  const { createElement, serialize, joinLines, escapeMarkdown } = clipboardPayloads
  const { escapeText, writeCalendar } = calendarFile

  /** Return what was noted of an item, each part with its label: name, date, remark. */
  const readParts = ({ name, date, note }) => [
    [messages.meeting_name, name],
    [messages.meeting_date, date && formatDate(date)],
    [messages.meeting_note, note]
  ].filter(([, text]) => text)

  const joinParts = (row) => readParts(row).map(([label, text]) => `${label}: ${text}`).join(" · ")

  const readTail = ({ close, closeLabel, address }) =>
    [close && `${closeLabel}: ${close}`, address].filter(Boolean)

  const formatTitle = ({ title }) => formatMessage(messages.meeting_minutes_of, { title })

  const builders = {
    document(minutes) {
      const style = "margin:0 0 4pt"
      const elements = [
        createElement("h2", {}, formatTitle(minutes)),
        createElement("p", {}, formatDate(minutes.date))
      ]
      const lines = [formatTitle(minutes), formatDate(minutes.date)]
      for (const { title, rows } of minutes.groups) {
        elements.push(createElement("h3", {}, title))
        lines.push("", title)
        for (const row of rows) {
          const parts = joinParts(row)
          elements.push(createElement("p", { style }, createElement("strong", {}, row.what)))
          if (parts) elements.push(createElement("p", { style: "margin:0 0 6pt 18pt" }, parts))
          lines.push(`- ${row.what}`, ...(parts ? [`  ${parts}`] : []))
        }
      }
      const tail = readTail(minutes)
      elements.push(...tail.map((line) => createElement("p", {}, line)))
      return { html: serialize(elements), text: joinLines([...lines, "", ...tail]) }
    },

    /** One table, so that a spreadsheet can sort and filter it. */
    table(minutes) {
      const rows = minutes.groups.flatMap(({ title, rows: all }) => all.map((row) =>
        [row.what, title, row.name, row.date && formatDate(row.date), row.note]))
      return clipboardPayloads.buildTable([
        messages.meeting_what, messages.meeting_group,
        messages.meeting_name, messages.meeting_date, messages.meeting_note
      ], rows)
    },

    markdown(minutes) {
      const lines = [`# ${escapeMarkdown(formatTitle(minutes))}`, "", formatDate(minutes.date)]
      for (const { id, title, rows } of minutes.groups) {
        lines.push("", `## ${escapeMarkdown(title)}`, "")
        for (const row of rows) {
          const parts = joinParts(row)
          lines.push(`- [${id === "done" ? "x" : " "}] ${escapeMarkdown(row.what)}`)
          if (parts) lines.push(`  ${escapeMarkdown(parts)}`)
        }
      }
      const tail = readTail(minutes).map((line) =>
        line === minutes.address ? `<${line}>` : escapeMarkdown(line))
      return { html: "", text: joinLines([...lines, "", ...tail]) }
    }
  }

  const toDay = (date) => date.replace(/-/g, "")

  /** Return a calendar with an event of a whole day for each of these rows, which have a date. */
  function createCalendar({ id, title, address }, rows, { product, host }) {
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "")
    return writeCalendar(product, rows.flatMap((row) => {
      const next = new Date(Date.parse(row.date) + 864e5).toISOString().slice(0, 10)
      return [
        "BEGIN:VEVENT",
        `SUMMARY:${escapeText([row.name, row.what].filter(Boolean).join(": "))}`,
        `DTSTART;VALUE=DATE:${toDay(row.date)}`,
        `DTEND;VALUE=DATE:${toDay(next)}`,
        `DTSTAMP:${stamp}`,
        `UID:${id}-${row.id}-${toDay(row.date)}@${host}`,
        `DESCRIPTION:${escapeText([row.note, title, address].filter(Boolean).join("\n"))}`,
        "TRANSP:TRANSPARENT",
        address && `URL:${address}`,
        "END:VEVENT"
      ]
    }))
  }

  window.meetingMinutes = { builders, createCalendar }
})()
