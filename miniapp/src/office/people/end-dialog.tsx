import { Text } from '@tarojs/components'
import { Button, Dialog, Problem } from '../../components'
import type { OfPerson } from './of-person'
import { useDoing } from './use-doing'

const words = {
  died: { title: '登记去世', done: '已登记去世' },
  movedOut: { title: '登记迁出', done: '已登记迁出' },
} as const

/** 去世, 迁出: asked once more, because it also ends what the person may read. */
export function EndDialog({
  region,
  person,
  page,
  why,
  onChange,
  onClose,
}: OfPerson & { why: keyof typeof words }) {
  const end = useDoing(
    'POST /api/regions/:code/register/people/:person/end',
    { code: region, person: person.id },
    (next) => {
      onChange(next)
      onClose()
    },
  )
  const { title, done } = words[why]
  const alone = page.household.people.length === 1
  return (
    <Dialog
      open
      title={`${person.name}：${title}`}
      onClose={onClose}
      actions={
        <Button busy={end.busy} onPress={() => void end.run({ why }, `${person.name}${done}`)}>
          {title}
        </Button>
      }
    >
      <Text className="people__line">
        {`登记以后，${person.name}不再算这一户的人${person.verified ? '，手机上的认证随着结束' : ''}。记录留着，写错了可以再登记迁入。`}
      </Text>
      {person.isHead && !alone ? (
        <Text className="people__line">{`${person.name}是户主。登记以后，请接着换一个户主。`}</Text>
      ) : null}
      {alone ? (
        <Text className="people__line">这是户里最后一个人。以前公开的内容仍然算在这一户名下。</Text>
      ) : null}
      <Problem error={end.error} />
    </Dialog>
  )
}
