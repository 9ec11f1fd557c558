export * from './standing'
export * from './statistics'
