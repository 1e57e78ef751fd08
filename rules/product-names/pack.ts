import names from './names.json' with {type: 'json'};

/** A name in any capitals, where it is no part of an address, a handle, a file's name or another word. */
const anywhere = (name: string): string =>
  `(?<![\\w@#$./\\\\:=-])${name.replaceAll('.', '\\.').replaceAll(' ', ' ?')}(?![\\w/@(=-]|\\.\\w|:\\w)`;

/** The names as a check of a style. */
export const pack = {
  'product-names': {
    extends: 'substitution',
    message: "The name is written '%s', not '%s'",
    ignorecase: true,
    action: {name: 'replace'},
    // most posts have none of them
    get swap() {
      return Object.fromEntries(
        names.map((name) => {
          const [one = name, other = one] = name.split('|');
          return [anywhere(one), other];
        }),
      );
    },
    // all in small letters is a tag or a tone of voice, all in capitals a headline
    exceptions: ['^[a-z. ]+$', '^[A-Z. ]+$'],
  },
};
