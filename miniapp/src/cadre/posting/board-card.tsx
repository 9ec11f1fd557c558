import { Card } from '../../components'
import { Line } from '../components/steps/steps'
import { NoteButton } from './note-button'
import type { OutputPart } from './part'

/** 张榜 is printed where the notice is managed; here is noted that it hangs. */
export function BoardCard(part: OutputPart) {
  return (
    <Card title="公开栏">
      <Line quiet>张榜的纸在“办理”里打印。贴好了，在这里记一笔。</Line>
      <NoteButton {...part} where="board" />
    </Card>
  )
}
