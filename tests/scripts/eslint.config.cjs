// The rules for scripts in overrides/, with which `test_lint.py` runs ESLint.
const js = require("@eslint/js")
const globals = require("globals")

const SINK_PROPERTY = "/^(innerHTML|outerHTML|srcdoc)$/"
const SINK_METHOD =
  "/^(insertAdjacentHTML|createContextualFragment|parseFromString|(parse|set)HTML(Unsafe)?)$/"
const SINK = "Build elements, or pass what the build wrote to trusted.parseHtml."

/** Return a rule setting that forbids what these selectors select. */
const forbid = (message, ...selectors) => selectors.map((selector) => ({ selector, message }))

const forbiddenSyntax = [
  ...forbid(
    SINK,
    `AssignmentExpression > MemberExpression.left[property.name=${SINK_PROPERTY}]`,
    `AssignmentExpression > MemberExpression.left[property.value=${SINK_PROPERTY}]`,
    `ObjectExpression > Property[key.name=${SINK_PROPERTY}]`,
    `CallExpression[callee.property.name=${SINK_METHOD}]`,
    "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]"
  ),
  ...forbid(
    "Load scripts with trusted.loadScript.",
    "CallExpression[callee.property.name='createElement'] > Literal[value=/^script$/i]"
  )
]

module.exports = [
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: {
        ...globals.browser,
        // Each is made by the script that is named for it.
        calendarFile: "readonly",
        checklistChoice: "readonly",
        checklistTicks: "readonly",
        checklistToolbar: "readonly",
        clipboardPayloads: "readonly",
        common: "readonly",
        copyToClipboard: "readonly",
        createCalendarEvent: "readonly",
        handout: "readonly",
        meetingMinutes: "readonly",
        meetingStage: "readonly",
        paginate: "readonly",
        readChecklist: "readonly",
        scanForms: "readonly",
        searchEngine: "readonly",
        trusted: "readonly"
      }
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "arrow-body-style": "error",
      "camelcase": ["error", { properties: "never" }],
      "eqeqeq": "error",
      "func-style": ["error", "declaration", { allowArrowFunctions: true }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-implicit-globals": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...forbiddenSyntax],
      "no-script-url": "error",
      "no-unused-vars": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "strict": ["error", "function"]
    }
  },
  { // the browser editor: its page is served, so modules run
    files: ["**/module-*.js"],
    languageOptions: { sourceType: "module" },
    rules: { "strict": "off" }
  },
  { // scripts in the HTML of templates: too short for strict mode
    files: ["**/inline-*.js"],
    rules: { "strict": "off" }
  }
]
