const { components, promised } = require('./used')

const used = new Set(components)
const asked = new Set(promised)

/** The name of a component stays: by their order the templates are numbered. */
const withoutAttributes = (source) =>
  source
    // shared: `    Icon,` in a list of constants.
    .replace(/^const internalComponents = \{[^}]*\}/m, (list) =>
      list.replace(/^ {4}(\w+)(,?)$/gm, (line, name, comma) =>
        used.has(name) ? line : `    ${name}: {}${comma}`,
      ),
    )
    // weapp: `    Progress: { … },`
    .replace(/^ {4}([A-Z]\w+): \{\n[\s\S]*?^ {4}\}/gm, (entry, name) =>
      used.has(name) ? entry : `    ${name}: {}`,
    )

const withoutFunctions = (source) =>
  source.replace(/^const needPromiseApis = new Set\(\[[^\]]*\]\)/m, (list) =>
    list.replace(/^\s+'(\w+)',?\n/gm, (line, name) => (asked.has(name) ? line.replace(/,?\n/, ',\n') : '')),
  )

/** Of style objects the plain properties stay: width, height, top. */
const withoutStyles = (source) => source.replace(/^combine\(.*\);\n/gm, '')

module.exports = function smallRuntime(source) {
  const small = withoutStyles(withoutFunctions(withoutAttributes(source)))
  if (small.length === source.length)
    throw new Error(`small-runtime found nothing to take out of ${this.resourcePath}`)
  return small
}
