/** Secrets of the simulated installation. */
export const testKeys = {
  JWT_SECRET: 'test-secret-test-secret-test-secret!',
  FIELD_KEY: '11'.repeat(32),
  HASH_KEY: '22'.repeat(32),
}
