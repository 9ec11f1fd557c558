const { everywhere, only } = require('./unused')

/** Elements that never lie in one of their own kind: one template is enough, not one a level. */
const neverNested = ['catch-view', 'scroll-view']

/** Keeps base.wxml small: it is a part of the main package, which every person loads. */
module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn({ template }) {
      if (!template) return
      for (const name of neverNested) template.nestElements.delete(name)
      // After the names of data are given: the runtime counts the same attributes for itself.
      const components = template.createMiniComponents.bind(template)
      template.createMiniComponents = (all) => without(components(all))
      const written = template.buildTemplate
      template.buildTemplate = (config) => tight(written(config))
    },
  })
}

function without(components) {
  for (const [name, attributes] of Object.entries(components)) {
    for (const unused of [...everywhere, ...(only[name] ?? [])]) delete attributes[unused]
  }
  return components
}

const tight = (wxml) => wxml.replace(/>\s+</g, '><').replace(/\s+(\/?>)/g, '$1')
