import type { PostingPlace } from '@hutang/shared/contract'
import { postedText } from '@hutang/shared/rules'
import { Button, Problem, Tag } from '../../components'
import { isNoted, type OutputPart } from './part'

/** 记一笔: somebody says that it is out; afterwards a word says so. */
export function NoteButton({ outputs, note, where }: OutputPart & { where: PostingPlace }) {
  if (isNoted(outputs, where)) return <Tag tone="good">{postedText[where]}</Tag>
  if (!outputs.mayPost) return null
  return (
    <>
      <Button kind="quiet" icon="check" busy={note.busy} onPress={() => void note.run(where)}>
        {`记一笔：${postedText[where]}`}
      </Button>
      <Problem error={note.error} />
    </>
  )
}
