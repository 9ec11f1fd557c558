export * from './access'
export * from './disclosure'
export * from './format'
export * from './workflow'
