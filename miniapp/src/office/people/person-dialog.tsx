import { sexText } from '@hutang/shared/rules'
import { useState } from 'react'
import { Button, Dialog, Elements } from '../../components'
import { ConsentDialog } from './consent-dialog'
import { EndDialog } from './end-dialog'
import { MoveDialog } from './move-dialog'
import type { OfPerson } from './of-person'
import { PersonForm } from './person-form'
import { PhoneLine } from './phone-line'

type Step = 'look' | 'edit' | 'died' | 'movedOut' | 'move' | 'consent'

/** One person: what is kept, and what may have happened. */
export function PersonDialog(props: OfPerson) {
  const { region, person, onClose } = props
  const [step, setStep] = useState<Step>('look')
  if (step === 'edit') return <PersonForm {...props} />
  if (step === 'died' || step === 'movedOut') return <EndDialog {...props} why={step} />
  if (step === 'move') return <MoveDialog {...props} />
  if (step === 'consent') return <ConsentDialog {...props} />
  return (
    <Dialog
      open
      title={person.name}
      onClose={onClose}
      actions={
        <>
          <Button icon="edit" onPress={() => setStep('edit')}>
            改资料
          </Button>
          <Button kind="secondary" onPress={() => setStep('died')}>
            登记去世
          </Button>
          <Button kind="secondary" onPress={() => setStep('movedOut')}>
            登记迁出
          </Button>
          <Button kind="secondary" onPress={() => setStep('move')}>
            到村里另一户去
          </Button>
          <Button kind="secondary" onPress={() => setStep('consent')}>
            让家人替他看
          </Button>
        </>
      }
    >
      <Elements
        items={[
          { name: '与户主关系', text: person.relation ?? '没有写' },
          {
            name: '性别和出生',
            text:
              [person.sex && sexText[person.sex], person.birthYear && `${person.birthYear} 年生`]
                .filter(Boolean)
                .join('，') || '没有写',
          },
          { name: '集体经济组织成员', text: memberText(person.member) },
          { name: '手机', text: <PhoneLine region={region} person={person} /> },
          { name: '手机上认证', text: person.verified ? '已经认证' : '还没有认证' },
        ]}
      />
    </Dialog>
  )
}

const memberText = (member: boolean | null): string => (member === null ? '没有写' : member ? '是' : '不是')
