import type { Feature } from '../../feature'
import { outputModels } from './outputs.model'
import { outputRoutes } from './outputs.routes'

/** 群卡片, 转发卡片, 大喇叭, 一户一单: what goes out of a notice besides the messages. */
export const outputs = { name: 'outputs', models: outputModels, plugin: outputRoutes } satisfies Feature
