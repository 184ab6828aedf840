/** True for an action that only puts tags on, or takes them off. */
export const isTagging = (action: string): boolean =>
  /:(?:\w*(?:Tagging|TagResources?|Tag(?:Queue|Role|User|Stream))|(?:Add|Create|Delete|Put|Remove)?\w*Tags(?:ToResource|FromResource)?)$/i.test(
    action,
  );
