import { buildServer } from '../../scripts/build-server.mjs'

// Workers of the embedded database run as built JavaScript: Jest does not transform a worker's entry.
export default async function globalSetup() {
  await buildServer()
}
