export * from './ledger'
export * from './mend'
export * from './read'
export * from './words'
