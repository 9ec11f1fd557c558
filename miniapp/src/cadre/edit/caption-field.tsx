import { Input } from '../../components'
import { blockedAt } from './blocked'
import type { BodyProps } from './body-props'

/** 表名 */
export const CaptionField = ({
  table,
  blocked,
  onChange,
}: Pick<BodyProps, 'table' | 'blocked' | 'onChange'>) => (
  <Input
    label="表名"
    error={blockedAt(blocked, 'content.table.caption')}
    value={table.caption}
    maxLength={60}
    onChange={(words) => onChange((old) => (old ? { ...old, caption: words } : old))}
  />
)
