// Must be babel.config.js, not .babelrc: the preset has to reach shared/ outside this folder.
module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]],
}
