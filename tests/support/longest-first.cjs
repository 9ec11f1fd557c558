const { statSync } = require('node:fs')
const { sep } = require('node:path')
const Sequencer = require('@jest/test-sequencer').default

/** What starts browsers and processes takes longest; begun last, it would leave one worker waiting for the other. */
const layers = ['e2e', 'chaos', 'features', 'api', 'property', 'unit']

/** Longest files first, by their layer and then by their size: the same order on a machine that has never run them. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const layerOf = ({ path }) =>
      layers.findIndex((layer) => path.includes(`${sep}tests${sep}${layer}${sep}`))
    const sizeOf = ({ path }) => statSync(path).size
    return [...tests].sort((a, b) => layerOf(a) - layerOf(b) || sizeOf(b) - sizeOf(a))
  }
}
