/** What a family member may be let see: the household's rows, or, asked for by itself, the person's own sensitive ones. */
export const consentKinds = ['household', 'person'] as const
export type ConsentKind = (typeof consentKinds)[number]

/** A code on a phone is typed while both are there. */
export const consentMinutes = 10
/** A slip is carried home. */
export const consentSlipDays = 7

/** What is agreed to, in words, before it is (个人信息保护法 14, 28–30). */
export const consentCovers: Record<ConsentKind, string> = {
  household:
    '他看得到您家自己的数：流转费、补贴这些表里您家的那一行；有与您家有关的新公开，也告诉他。您本人的残疾、优抚、失独、计生这几项，不在里面。',
  person:
    '这是您本人的敏感信息：残疾人补贴、优抚抚恤、失独扶助、计生奖励里您自己的那一行。让他看，他就知道您享受哪一项、领了多少；不让他看，不影响您领。',
}

export const consentName: Record<ConsentKind, string> = { household: '我家的数', person: '我本人的敏感信息' }

/** What stands on the paper that is signed, and on the slip: who agrees, and to what. */
export const consentSigned = (name: string, covers: ConsentKind): string => `${name}同意：${signed[covers]}`

const signed: Record<ConsentKind, string> = {
  household:
    '拿这张纸条的家里人，可以替我看我家自己的数（流转费、补贴这些表里我家的那一行），有与我家有关的新公开也告诉他。我本人的残疾、优抚、失独、计生这几项不在里面。我随时可以到村里停掉。',
  person:
    '拿这张纸条的家里人，可以替我看我本人的敏感信息：残疾人补贴、优抚抚恤、失独扶助、计生奖励里我自己的那一行。他会知道我享受哪一项、领了多少。不让他看，不影响我领。我随时可以到村里停掉。',
}
