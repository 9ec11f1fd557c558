import type { ImportLine } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card, Input } from '../../components'
import type { LinesOf } from './use-lines'
import { lineDetail, lineTitle } from './words'

/** A row that cannot be read: each cell with what is wrong, to be mended in place. */
export function ProblemLine({ line, lines }: { line: ImportLine; lines: LinesOf }) {
  const [mended, setMended] = useState<Record<string, string>>({})
  const { problems, file } = line
  const changed = problems.filter(({ field, value }) => (mended[field] ?? value) !== value)
  const mend = () =>
    lines.sayAll({
      mend: changed.map(({ field }) => ({ line: line.id, field, value: (mended[field] ?? '').trim() })),
    })
  return (
    <Card title={lineTitle(line)}>
      {file ? <Text className="import__note">{lineDetail(file)}</Text> : null}
      {problems.map(({ field, label, value, message }) => (
        <Input
          key={field}
          label={label}
          error={message}
          maxLength={60}
          value={mended[field] ?? value}
          onChange={(next) => setMended({ ...mended, [field]: next })}
        />
      ))}
      <Button
        kind="secondary"
        busy={lines.say.busy}
        reason={changed.length > 0 ? undefined : '在上面改，或者不管它：这一行不导入'}
        label={lineTitle(line)}
        onPress={() => void mend()}
      >
        改好了
      </Button>
    </Card>
  )
}
