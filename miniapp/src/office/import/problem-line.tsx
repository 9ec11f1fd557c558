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
      {problems.map(({ field, label, value, message }) =>
        // 身份证号: it is not kept, so there is nothing to mend.
        field === 'idNumber' ? (
          <Text className="import__line" key={field}>
            {message}
          </Text>
        ) : (
          <Input
            key={field}
            label={label}
            error={message}
            maxLength={60}
            value={mended[field] ?? value}
            onChange={(next) => setMended({ ...mended, [field]: next })}
          />
        ),
      )}
      {problems.every(({ field }) => field === 'idNumber') ? null : (
        <Button
          kind="secondary"
          busy={lines.say.busy}
          reason={changed.length > 0 ? undefined : '在上面改；不改也行，这一格先空着'}
          label={lineTitle(line)}
          onPress={() => void mend()}
        >
          改好了
        </Button>
      )}
    </Card>
  )
}
